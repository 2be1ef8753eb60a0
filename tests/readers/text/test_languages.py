"""Print loops in other languages: their words for epochs, losses and splits, read as headers and never as bars."""

from __future__ import annotations

import pytest

from diagnose.readers import read
from diagnose.readers.core.opening import open_bytes
from diagnose.series import prepare

BOTH = (
    "エポック {i}/5\n訓練損失: {t} 検証損失: {v}\n",
    "エポック {i}/5 - 損失: {t} - 検証損失: {v}\n",
    "エポック：{i}　学習誤差：{t}　検証誤差：{v}\n",
    "第 {i} 轮: 训练损失 {t}, 验证损失 {v}\n",
    "-----第{i}轮-----\n训练损失={t}\n验证损失={v}\n",
    "轮次 {i}/5 训练损失: {t} 验证损失: {v}\n",
    "轮次：{i}，训练集loss：{t}，验证集loss：{v}\n",
    "Epoche {i}/5\nTrainingsverlust: {t}, Validierungsverlust: {v}\n",
    "Époque {i}/5 : perte = {t}, perte de validation = {v}\n",
    "Époque {i}\nperte d'entraînement : {t}\nperte de validation : {v}\n",
    "Época {i}/5 - Pérdida: {t} - Pérdida de validación: {v}\n",
    "Época [{i}/5], Pérdida entrenamiento: {t}, Pérdida validación: {v}\n",
    "Época {i}/5, Perda treino: {t}, Perda validação: {v}\n",
    "Epoca {i}/5 - perdita: {t} - perdita di validazione: {v}\n",
    "Эпоха {i}/5\nОшибка на обучении: {t}\nОшибка на валидации: {v}\n",
    "Эпоха {i} из 5. Loss train: {t} Loss val: {v}\n",
    "에포크 {i}/5\n훈련 손실: {t} 검증 손실: {v}\n",
    "{i} 에포크 - 학습 손실: {t}, 검증 손실: {v}\n",
    "Epoka {i}/5: strata treningowa: {t}, strata walidacyjna: {v}\n",
    "Dönem {i}/5: eğitim kaybı: {t}, doğrulama kaybı: {v}\n",
)


@pytest.mark.parametrize("line", BOTH)
def test_the_loss_of_both_splits_by_epoch(line: str) -> None:
    text = "".join(line.format(i=i, t=f"{0.2 + 1 / i:.4f}", v=f"{0.3 + 1 / i:.4f}") for i in range(1, 6))
    (run,) = read(open_bytes(text.encode(), "log.txt"))
    found = {(one.split, one.metric): one for one in prepare(run).series}
    assert set(found) == {("train", "loss"), ("val", "loss")}
    for one, start in ((found["train", "loss"], 0.2), (found["val", "loss"], 0.3)):
        assert (one.step_unit, one.steps.tolist()) == ("epoch", [1, 2, 3, 4, 5])
        assert one.values.tolist() == [round(start + 1 / i, 4) for i in range(1, 6)]


def test_a_decimal_comma_behind_a_bare_name() -> None:
    text = "".join(f"Epoche {i} von 5: Verlust {1 / i:.4f}\n".replace(".", ",") for i in range(1, 6))
    (run,) = read(open_bytes(text.encode(), "log.txt"))
    assert run.series[0].values.tolist() == [1.0, 0.5, 0.3333, 0.25, 0.2]
