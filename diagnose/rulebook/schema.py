"""The schemas of rule files, of the catalogue and of trials, checked with pydantic: every wrong key names itself."""

from __future__ import annotations

from typing import Annotated, Any, Literal, Self, TypeVar

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, TypeAdapter, ValidationError, model_validator

from diagnose.errors import Fault, RuleError
from diagnose.rulebook.lines import line_of

CODE = r"^[A-Z]{2,8}\d{3}$"
NAME = r"^[a-z0-9]+(-[a-z0-9]+)*$"
AMOUNTS = ("multiply", "set", "at")
Fact = Annotated[str, Field(min_length=1)]
T = TypeVar("T")


class Strict(BaseModel):
    """A table in which an unknown key is an error."""

    model_config = ConfigDict(extra="forbid", frozen=True, allow_inf_nan=False)


class Bounds(Strict):
    """The condition on one fact; at least one bound."""

    min: float | None = None
    max: float | None = None
    above: float | None = None
    below: float | None = None
    one_of: list[bool | float | str] | None = Field(None, alias="in", min_length=1)


def _as_bounds(value: Any) -> Any:
    """A bare list, word or boolean stands for the values that the fact may have."""
    if isinstance(value, list):
        return {"in": value}
    if isinstance(value, str | bool):
        return {"in": [value]}
    if value == {}:
        raise ValueError("a condition without a bound always holds; give min, max, above, below or in")
    return value


def _as_list(value: Any) -> Any:
    return [value] if isinstance(value, dict) else value


Block = dict[str, Annotated[Bounds, BeforeValidator(_as_bounds)]]
Blocks = Annotated[list[Annotated[Block, Field(min_length=1)]], BeforeValidator(_as_list)]


class Text(Strict):
    """What is said to a person; facts stand in braces, such as `{val.best_step}`."""

    message: str = Field(min_length=1)
    why: str = Field(min_length=1)
    not_when: str = Field(min_length=1)


class AmountTable(Strict):
    """By how much; at most one of the ways, each a number or the name of the fact that tells it."""

    multiply: Annotated[float, Field(gt=0.0)] | Fact | None = None
    set: bool | float | str | None = None
    at: Fact | None = None

    @model_validator(mode="after")
    def _one_way(self) -> Self:
        given = [key for key in AMOUNTS if getattr(self, key) is not None]
        if len(given) > 1:
            raise ValueError(f"{' and '.join(given)} cannot be said at once; give one amount")
        return self


class Advise(AmountTable):
    """One piece of advice: an action of the catalogue with its amount; the first in the file is tried first.

    Where `when` or `unless` stands, the rule gives it only where the run is so.
    """

    action: str = Field(pattern=NAME)
    when: Blocks = []
    unless: Blocks = []
    note: str = ""
    why: str = ""
    source: str = ""


class ActionTable(AmountTable):
    """One action of the catalogue; `{amount}` stands where its words and its lines of code name the amount."""

    do: str = Field(min_length=1)
    setting: str = Field(min_length=1)
    change: Literal["lower", "raise", "add", "remove", "set", "check", "keep", "stop"]
    cost: Literal["nothing", "minutes", "a rerun", "new data"]
    kinds: list[Literal["net", "boosting", "fine-tuning", "gan", "reinforcement"]] = Field(min_length=1)
    source: str = ""
    now: Fact | None = None
    means: str = ""
    clashes: list[str] = []
    unfit: list[str] = []
    when: Blocks = []
    unless: Blocks = []
    how: dict[
        Literal["keras", "pytorch", "lightning", "trainer", "xgboost", "lightgbm", "catboost", "sklearn"],
        Annotated[str, Field(min_length=1)],
    ] = {}


class TrialTable(Strict):
    """What became of an action in trials: how many runs, and the shares of them that it helped and harmed."""

    runs: int = Field(ge=1)
    helped: float = Field(ge=0.0, le=1.0)
    harmed: float = Field(ge=0.0, le=1.0)


class ExampleTable(BaseModel):
    """A history on which the rule must fire or stay quiet; `train` and `val` stand for `loss` and `val_loss`.

    `bar` is the loss as a progress bar showed it after each batch, in epochs of `params.steps`, `says` are sentences
    that stand in the log. `decides` tells whether the rule gives the verdict. Values may be NaN or infinite.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: str = Field(min_length=1)
    fires: bool
    train: list[float | None] | None = None
    val: list[float | None] | None = None
    history: dict[str, list[float | None]] = {}
    bar: list[float] = []
    says: list[str] = []
    params: dict[str, Any] = {}
    decides: bool | None = None


class RuleFile(Strict):
    """A whole rule file."""

    code: str = Field(pattern=CODE)
    name: str = Field(pattern=NAME)
    title: str = Field(min_length=1)
    status: Literal["preview", "stable", "deprecated", "removed"]
    since: str
    severity: Literal["error", "warning", "note"]
    verdict: str | None = None
    precedence: int = Field(ge=1, le=999)
    primary: bool = False
    supersedes: list[Annotated[str, Field(pattern=CODE)]] = []
    source: str = Field(min_length=1)
    onset: str = ""
    when: Annotated[Blocks, Field(min_length=1)]
    unless: Blocks = []
    text: Text
    advise: list[Advise] = Field(min_length=1)
    example: list[ExampleTable] = []


RULE: TypeAdapter[RuleFile] = TypeAdapter(RuleFile)
ACTIONS: TypeAdapter[dict[str, ActionTable]] = TypeAdapter(dict[Annotated[str, Field(pattern=NAME)], ActionTable])
TRIALS: TypeAdapter[dict[str, TrialTable]] = TypeAdapter(dict[str, TrialTable])


def checked(table: dict[str, Any], shape: TypeAdapter[T], file: str, source: str) -> T:
    """The content of a file, valid; `source` is its text, in which the lines of faults are looked up.

    Raises:
        RuleError: all that is wrong, each fault with its key and line.
    """
    try:
        return shape.validate_python(table)
    except ValidationError as error:
        # A mistyped key is also a missing one: the typo is the better news.
        errors = sorted(error.errors(include_url=False), key=lambda each: each["type"] != "extra_forbidden")
        raise RuleError(file, *(_fault(each["loc"], each["type"], each["msg"], source) for each in errors)) from None


def _fault(place: tuple[int | str, ...], kind: str, message: str, source: str) -> Fault:
    problem = "the key is unknown" if kind == "extra_forbidden" else message
    named = tuple(part for part in place if part != "[key]")  # pydantic's mark that the key itself is wrong
    return Fault(problem, ".".join(map(str, named)), line_of(source, named))
