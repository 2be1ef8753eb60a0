"""All faults that can be put into a source: numbers, operators, conditions, bounds of slices, what is returned.

Left alone is what decides nothing: docstrings, annotations, decorators (sizes of caches), errors and their texts,
`__slots__`, `__all__`, names of types, the guards of `__main__` and of imports for types, `strict=` of zip.
"""

from __future__ import annotations

import ast
import re

from tests.mutants.mutant import Edit

COMPARED: dict[type[ast.cmpop], tuple[str, ...]] = {
    ast.Lt: ("<=", ">="),
    ast.LtE: ("<", ">"),
    ast.Gt: (">=", "<="),
    ast.GtE: (">", "<"),
    ast.Eq: ("!=",),
    ast.NotEq: ("==",),
    ast.Is: ("is not",),
    ast.IsNot: ("is",),
    ast.In: ("not in",),
    ast.NotIn: ("in",),
}
"""First the neighbour, which differs at the limit alone, then the contrary."""

COMPUTED: dict[type[ast.operator], str] = {
    ast.Add: "-",
    ast.Sub: "+",
    ast.Mult: "/",
    ast.Div: "*",
    ast.FloorDiv: "*",
    ast.Mod: "//",
    ast.Pow: "*",
    ast.BitAnd: "|",
    ast.BitOr: "&",
}
OPPOSITE = {"min": "max", "minimum": "maximum", "argmin": "argmax", "any": "all"}
OPPOSITE |= {there: here for here, there in OPPOSITE.items()}

OPERATOR = re.compile(rb"\bnot\s+in\b|\bis\s+not\b|\b(?:in|is|and|or)\b|[<>=!]=|\*\*|//|[-+*/%&|<>]")
COMMENT = re.compile(rb"#[^\n]*")
NEGATION = re.compile(rb"not\s*")
SMALL = 10
TINY = 1e-9
"""Below it a float guards a division, and is no limit."""
SETTLED = ("__all__", "__slots__")
TYPES_OR_SCRIPT = ("TYPE_CHECKING", "__name__")


def faults(source: bytes) -> list[Edit]:
    """Every edit that puts one fault into the source, in the order of the places."""
    walk = _Walk(source)
    walk.visit(ast.parse(source))
    return sorted(walk.edits)


class _Walk(ast.NodeVisitor):
    """Gathers the edits of each node, then goes on with those parts of it in which a fault could change a decision."""

    def __init__(self, source: bytes) -> None:
        self.source = source
        self.lines = [0, *(end.end() for end in re.finditer(rb"\n", source))]
        self.edits: list[Edit] = []

    def visit_Constant(self, node: ast.Constant) -> None:
        self.edits += (Edit(*self._span(node), text) for text in _values(node.value))

    def visit_Compare(self, node: ast.Compare) -> None:
        operands = (node.left, *node.comparators)
        for operator, left, right in zip(node.ops, operands, operands[1:], strict=False):
            self.edits += (self._between(left, right, text) for text in COMPARED[type(operator)])
        self.generic_visit(node)

    def visit_BinOp(self, node: ast.BinOp) -> None:
        if type(node.op) in COMPUTED and not _is_text(node.left) and not _is_text(node.right):
            self.edits.append(self._between(node.left, node.right, COMPUTED[type(node.op)]))
        self.generic_visit(node)

    def visit_AugAssign(self, node: ast.AugAssign) -> None:
        if type(node.op) in COMPUTED and not _is_text(node.value):
            self.edits.append(self._between(node.target, node.value, COMPUTED[type(node.op)]))
        self.generic_visit(node)

    def visit_BoolOp(self, node: ast.BoolOp) -> None:
        text = "or" if isinstance(node.op, ast.And) else "and"
        self.edits += (self._between(*pair, text) for pair in zip(node.values, node.values[1:], strict=False))
        self.generic_visit(node)

    def visit_UnaryOp(self, node: ast.UnaryOp) -> None:
        if isinstance(node.op, ast.Not):
            start, end = self._span(node)
            negation = NEGATION.match(self.source, start, end)
            assert negation
            self.edits.append(Edit(*negation.span(), ""))
        self.generic_visit(node)

    def visit_Call(self, node: ast.Call) -> None:
        called = node.func
        name = called.attr if isinstance(called, ast.Attribute) else getattr(called, "id", "")
        start, end = self._span(called)
        if name in OPPOSITE:
            self.edits.append(Edit(end - len(name), end, OPPOSITE[name]))
        elif name in ("abs", "absolute", "fabs"):
            self.edits.append(Edit(start, end, ""))
        self.generic_visit(node)

    def visit_Slice(self, node: ast.Slice) -> None:
        self.edits += (Edit(*self._span(bound), "") for bound in (node.lower, node.upper) if bound)
        self.generic_visit(node)

    def visit_Return(self, node: ast.Return) -> None:
        if node.value and not isinstance(node.value, ast.Constant):
            self.edits.append(Edit(*self._span(node.value), "None"))
        self.generic_visit(node)

    def visit_If(self, node: ast.If) -> None:
        if not any(name in ast.unparse(node.test) for name in TYPES_OR_SCRIPT):
            self._condition(node)

    def visit_While(self, node: ast.While) -> None:
        self._condition(node)

    def visit_IfExp(self, node: ast.IfExp) -> None:
        self._condition(node)

    def _condition(self, node: ast.If | ast.While | ast.IfExp) -> None:
        self._negate(node.test)
        self.generic_visit(node)

    def visit_comprehension(self, node: ast.comprehension) -> None:
        for condition in node.ifs:
            self._negate(condition)
        self.generic_visit(node)

    def visit_FunctionDef(self, node: ast.FunctionDef) -> None:
        for part in (*node.args.defaults, *filter(None, node.args.kw_defaults), *node.body):
            self.visit(part)

    def visit_ClassDef(self, node: ast.ClassDef) -> None:
        for part in node.body:
            self.visit(part)

    def visit_Assign(self, node: ast.Assign) -> None:
        if not any(isinstance(target, ast.Name) and target.id in SETTLED for target in node.targets):
            self.visit(node.value)

    def visit_AnnAssign(self, node: ast.AnnAssign) -> None:
        if node.value and ast.unparse(node.annotation) != "TypeAlias":
            self.visit(node.value)

    def visit_keyword(self, node: ast.keyword) -> None:
        if node.arg != "strict":
            self.visit(node.value)

    def visit_Raise(self, node: ast.Raise) -> None:
        """Nothing in it decides."""

    def visit_JoinedStr(self, node: ast.JoinedStr) -> None:
        """Nor in texts."""

    def _negate(self, condition: ast.expr) -> None:
        if isinstance(condition, ast.Name | ast.Attribute | ast.Call | ast.Subscript):
            start, _ = self._span(condition)
            self.edits.append(Edit(start, start, "not "))

    def _between(self, left: ast.expr, right: ast.expr, text: str) -> Edit:
        """Another operator in place of the one between two operands."""
        start, end = self._span(left)[1], self._span(right)[0]
        gap = COMMENT.sub(lambda comment: b" " * len(comment[0]), self.source[start:end])
        operator = OPERATOR.search(gap)
        assert operator
        return Edit(start + operator.start(), start + operator.end(), text)

    def _span(self, node: ast.expr) -> tuple[int, int]:
        assert node.end_lineno
        assert node.end_col_offset is not None
        return self.lines[node.lineno - 1] + node.col_offset, self.lines[node.end_lineno - 1] + node.end_col_offset


def _values(value: object) -> tuple[str, ...]:
    match value:
        case bool():
            return (str(not value),)
        case float() if value == 0.0:
            return "0.05", "-0.05"
        case float() if value < TINY:
            return ("1.0",)
        case float():
            return tuple(repr(float(f"{share * value:.6g}")) for share in (0.7, 1.4))
        case int() if value <= SMALL:
            return str(value - 1), str(value + 1)
        case int():
            return str(round(0.7 * value)), str(round(1.4 * value))
    return ()


def _is_text(node: ast.expr) -> bool:
    return isinstance(node, ast.JoinedStr) or (isinstance(node, ast.Constant) and isinstance(node.value, str | bytes))
