"""The schema of a rule file, checked with pydantic when TOML is read; every wrong key or value names itself."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

from diagnose.errors import Fault, RuleError
from diagnose.rulebook.lines import line_of

CODE = r"^[A-Z]{2,8}\d{3}$"
NAME = r"^[a-z0-9]+(-[a-z0-9]+)*$"


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


class Recommend(Strict):
    """One recommendation; the first in the file is tried first."""

    do: str = Field(min_length=1)
    setting: str = Field(min_length=1)
    change: Literal["lower", "raise", "add", "remove", "check", "keep", "stop"]
    why: str = ""
    source: str = ""


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
    recommend: list[Recommend] = Field(min_length=1)
    example: list[ExampleTable] = []


def checked(table: dict[str, Any], file: str, source: str) -> RuleFile:
    """The rule file's content, valid; `source` is its text, in which the lines of faults are looked up.

    Raises:
        RuleError: all that is wrong, each fault with its key and line.
    """
    try:
        return RuleFile.model_validate(table)
    except ValidationError as error:
        # A mistyped key is also a missing one: the typo is the better news.
        errors = sorted(error.errors(include_url=False), key=lambda each: each["type"] != "extra_forbidden")
        raise RuleError(file, *(_fault(each["loc"], each["type"], each["msg"], source) for each in errors)) from None


def _fault(place: tuple[int | str, ...], kind: str, message: str, source: str) -> Fault:
    problem = "the key is unknown" if kind == "extra_forbidden" else message
    return Fault(problem, ".".join(map(str, place)), line_of(source, place))
