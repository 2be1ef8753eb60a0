"""Pairs of networks and robust training: generators and their judges, attacked inputs, actors and critics."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import torch
from torch import Tensor, nn

from bench.accuracy.runs.bases import Change, build
from bench.accuracy.runs.later.logbook import Form, Logbook, Values
from bench.accuracy.runs.later.planning import Logged, LoggedFault, planned, row, seed_of
from bench.accuracy.runs.plan import Plan, Record
from examples import models
from examples.loop import State
from examples.tasks import Part, Task

Rng = np.random.Generator
UNCHANGED = Change()
softplus = nn.functional.softplus


def ring(n: int, modes: int = 8) -> Tensor:
    """Points of eight Gaussians on a ring."""
    angle = torch.randint(modes, (n,)) * (2 * np.pi / modes)
    return torch.stack([angle.cos(), angle.sin()], 1) * 2 + 0.1 * torch.randn(n, 2)


def judged(real: Tensor, fake: Tensor, critic: bool) -> tuple[Tensor, Tensor]:
    """The losses of judge and generator: Wasserstein for a critic, else the log-likelihoods of real and fake."""
    if critic:
        return fake.mean() - real.mean(), -fake.mean()
    return (softplus(-real) + softplus(fake)).mean(), softplus(-fake).mean()


def adversaries(key: str, *, lr: float = 1e-3, judge_lr: float = 1e-3, width: int = 48, critic: bool = False,
                clip: float = 0.0, judge_steps: int = 1, rounds: int = 2000, every: int = 25) -> Record:  # fmt: skip
    """A generator of points on a ring against its judge, logged every so many rounds."""
    torch.manual_seed(seed_of(key))
    maker, judge = models.mlp(8, 2, 48), models.mlp(2, 1, width)
    making = torch.optim.Adam(maker.parameters(), lr, betas=(0.5, 0.9))
    judging = torch.optim.Adam(judge.parameters(), judge_lr, betas=(0.5, 0.9))
    book, sums = Logbook(), {"d_loss": 0.0, "g_loss": 0.0}
    for step in range(1, rounds + 1):
        for _ in range(judge_steps):
            loss, _ = judged(judge(ring(64)), judge(maker(torch.randn(64, 8)).detach()), critic)
            judging.zero_grad()
            loss.backward()
            judging.step()
            for weights in judge.parameters() if clip else ():
                weights.data.clamp_(-clip, clip)
        _, other = judged(torch.zeros(1), judge(maker(torch.randn(64, 8))), critic)
        making.zero_grad()
        other.backward()
        making.step()
        sums = {"d_loss": sums["d_loss"] + float(loss.detach()), "g_loss": sums["g_loss"] + float(other.detach())}
        if step % every == 0:
            book.note(step, {name: total / every for name, total in sums.items()})
            sums = dict.fromkeys(sums, 0.0)
    params = {"batch_size": 64, "steps": rounds, "lr_g": lr, "lr_d": judge_lr, "logging_steps": every}
    return row(params, book.history(), book.steps, "step")


def attack(net: nn.Module, task: Task, x: Tensor, y: Tensor, size: float) -> Tensor:
    """Inputs moved by one signed step up the loss."""
    was = net.training
    net.eval()
    moved = x.clone().requires_grad_(True)
    slope = torch.autograd.grad(task.loss(net(moved), y), moved)[0]
    net.train(was)
    return (x + size * slope.sign()).detach()


def robust(size: float, change: Change = UNCHANGED) -> Callable[[str, Rng], Logged]:
    """Training on attacked inputs; validation on clean ones and on attacked ones."""

    def make(base: str, rng: Rng) -> Logged:
        task, net, recipe = build(base, rng, change)

        def spoil(x: Tensor, y: Tensor, _: int) -> Part:
            return attack(net, task, x, y, size), y

        def look(state: State) -> Values:
            x, y = task.val
            moved = attack(state.net, task, x, y, size)
            with torch.no_grad():
                state.net.eval()
                output = state.net(moved)
                state.net.train()
            return {
                "val_adv_loss": float(task.loss(output, y)),
                "val_adv_accuracy": float((output.argmax(-1) == y).float().mean()),
            }

        return task, net, replace(recipe, corrupt=spoil), Form(also=look, params={"epsilon": size})

    return make


class Poles:
    """Poles on carts (Barto, Sutton and Anderson 1983), many at once; a pole that fell begins anew."""

    def __init__(self, count: int) -> None:
        self.state = 0.1 * torch.rand(count, 4) - 0.05

    def move(self, right: Tensor) -> Tensor:
        """Push each cart; gives which poles fell."""
        x, v, angle, turn = self.state.unbind(1)
        force = 20.0 * right - 10.0
        push = (force + 0.05 * turn**2 * angle.sin()) / 1.1
        spin = (9.8 * angle.sin() - angle.cos() * push) / (0.5 * (4 / 3 - 0.1 * angle.cos() ** 2 / 1.1))
        speed = push - 0.05 * spin * angle.cos() / 1.1
        self.state = torch.stack([x + 0.02 * v, v + 0.02 * speed, angle + 0.02 * turn, turn + 0.02 * spin], 1)
        fallen = (self.state[:, 0].abs() > 2.4) | (self.state[:, 2].abs() > 0.21)
        self.state[fallen] = 0.1 * torch.rand(int(fallen.sum()), 4) - 0.05
        return fallen


def balanced(key: str, *, lr: float = 1e-2, bonus: float = 0.01, sign: float = 1.0, rounds: int = 80,
             losses: bool = True, horizon: int = 120, poles: int = 16) -> Record:  # fmt: skip
    """An actor and a critic that learn to balance poles; logs the mean steps without a fall, and both losses."""
    torch.manual_seed(seed_of(key))
    actor, critic = models.mlp(4, 2, 24, 1), models.mlp(4, 1, 24, 1)
    learning = torch.optim.Adam([*actor.parameters(), *critic.parameters()], lr)
    book = Logbook()
    for step in range(1, rounds + 1):
        world, seen, done, fell = Poles(poles), [], [], []
        with torch.no_grad():
            for _ in range(horizon):
                seen.append(world.state)
                done.append(torch.distributions.Categorical(logits=actor(world.state)).sample())
                fell.append(world.move(done[-1].float()).float())
        gain, gains = torch.zeros(poles), []
        for fallen in reversed(fell):
            gain = 1 + 0.97 * gain * (1 - fallen)
            gains.append(gain)
        states, actions, wanted = torch.cat(seen), torch.cat(done), torch.cat(gains[::-1]) / 33
        value = critic(states)[:, 0]
        chance = torch.distributions.Categorical(logits=actor(states))
        better = (wanted - value).detach()
        policy = -sign * (chance.log_prob(actions) * (better - better.mean()) / (better.std() + 1e-6)).mean()
        wrong = ((value - wanted) ** 2).mean()
        learning.zero_grad()
        (policy + 0.5 * wrong - bonus * chance.entropy().mean()).backward()
        learning.step()
        values = {"reward": horizon * poles / (float(torch.stack(fell).sum()) + poles)}
        if losses:
            values |= {"policy_loss": float(policy.detach()), "value_loss": float(wrong.detach())}
        book.note(step, values)
    params = {"iterations": rounds, "lr": lr, "entropy_bonus": bonus, "num_envs": poles, "horizon": horizon}
    return row(params, book.history(), book.steps, "step")


def several(family: str, run: Callable[..., Record], rows: list[tuple[str, dict[str, object]]]) -> list[Plan]:
    """One plan for each fault and its options."""
    return [
        Plan(key := f"{family}/{run.__name__}/{text}", family, text, lambda k=key, o=options: run(k, **o))
        for text, options in rows
    ]


ROBUST: list[tuple[str, str, LoggedFault]] = [
    ("none (robust training, train above val)", "digits", robust(0.08)),
    ("none (robust training, stopped while still learning)", "cnn", robust(0.08, Change(epochs=0.5))),
    (
        "robust overfitting: val on attacked inputs rises",
        "clusters",
        robust(0.15, Change(samples=0.4, width=3, epochs=2)),
    ),
    ("attack far too strong: nothing can be learned", "clusters", robust(1.5)),
    ("robust training, rate too high", "digits", robust(0.1, Change(lr=60))),
]
PAIRS: list[Plan] = [
    *several(
        "pairs",
        adversaries,
        [
            ("none (generator and judge in balance)", {}),
            ("none (in balance, lower rate of the judge)", {"judge_lr": 5e-4, "lr": 1e-3, "rounds": 3000, "every": 50}),
            ("judge far too strong", {"judge_lr": 1e-2, "lr": 5e-5, "width": 128, "judge_steps": 3, "rounds": 1200}),
            ("judge too weak (never learns)", {"judge_lr": 1e-6, "lr": 2e-3}),
            ("rate too high for both", {"judge_lr": 0.05, "lr": 0.05}),
            ("none (Wasserstein, clipped critic)", {"critic": True, "clip": 0.1, "judge_steps": 3, "rounds": 1500}),
            ("Wasserstein, critic not bounded (diverges)", {"critic": True, "judge_steps": 3, "rounds": 1200}),
        ],
    ),
    *[planned("pairs", text, base, lambda rng, b=base, f=fault: f(b, rng)) for text, base, fault in ROBUST],
    *several(
        "rewards",
        balanced,
        [
            ("none (learns to balance)", {}),
            ("none (learns to balance, reward alone)", {"losses": False, "lr": 5e-3, "rounds": 100}),
            ("rate far too low, reward alone", {"losses": False, "lr": 1e-5}),
            ("rate too high: policy collapses", {"lr": 0.6}),
            ("sign of the reward wrong, reward alone", {"losses": False, "sign": -1.0}),
            ("entropy bonus far too large (never decides)", {"bonus": 20.0}),
            ("stopped while still learning", {"rounds": 25, "lr": 5e-3}),
        ],
    ),
]
