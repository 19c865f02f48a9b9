"""The small mistakes that can be put into a module, found in its syntax tree."""

import ast
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial

COMPARISONS: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
}
SUMS: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.FloorDiv,
    ast.Div: ast.Mult,
    ast.FloorDiv: ast.Mult,
    ast.Mod: ast.FloorDiv,
    ast.BitOr: ast.BitAnd,
    ast.BitAnd: ast.BitOr,
}
GUARDS = {"annotation", "decorator_list"}  # such as frozen=True: no test of ours asks them
BLOCKS = ("body", "orelse", "finalbody")
Removable = ast.Expr | ast.AugAssign | ast.Raise | ast.Continue | ast.Break
Nodes = Iterator[tuple[ast.stmt, ast.AST]]


@dataclass(frozen=True, slots=True)
class Site:
    """Where a mistake can be made: the number of a node in its tree, and of a change to it."""

    kind: str
    node: int
    change: int
    line: int


@dataclass(frozen=True, slots=True)
class Change:
    """A mistake about to be made; ``shown`` is the statement that holds it."""

    make: Callable[[], object]
    shown: ast.stmt | None = None


@dataclass(frozen=True, slots=True)
class Mutant:
    """A module with one mistake; ``was`` and ``now`` are the statement that holds it."""

    kind: str
    line: int
    was: str
    now: str
    text: str


def find_sites(text: str) -> list[Site]:
    """Every place of a module in which one mistake can be made."""
    return [
        Site(kind, number, at, getattr(change.shown or node, "lineno", statement.lineno))
        for number, (statement, node) in enumerate(nodes_of(parse(text)))
        for kind, find in KINDS.items()
        for at, change in enumerate(find(node))
    ]


def make_mutant(text: str, site: Site) -> Mutant:
    """The module with the mistake of a site in it."""
    tree = parse(text)
    around, node = list(nodes_of(tree))[site.node]
    change = list(KINDS[site.kind](node))[site.change]
    was = headline(change.shown or around)
    change.make()
    now = "" if change.shown else headline(around)
    return Mutant(site.kind, site.line, was, now, ast.unparse(ast.fix_missing_locations(tree)))


def parse(text: str) -> ast.Module:
    """The tree of a module without docstrings and annotations: a mistake there changes nothing."""
    tree = ast.parse(text)
    for node in ast.walk(tree):
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef):
            documented = ast.get_docstring(node, clean=False) is not None
            node.body = node.body[documented:] or [ast.Pass()]
        if isinstance(node, ast.FunctionDef):
            node.returns = None
        elif isinstance(node, ast.arg):
            node.annotation = None
    return tree


def nodes_of(node: ast.AST, around: ast.stmt | None = None) -> Nodes:
    """Every node with the innermost statement around it, but for what only guards the code."""
    for field, value in ast.iter_fields(node):
        for child in value if isinstance(value, list) else [value]:
            if isinstance(child, ast.AST) and field not in GUARDS:
                statement = child if isinstance(child, ast.stmt) else around
                if statement:
                    yield statement, child
                yield from nodes_of(child, statement)


def headline(statement: ast.stmt) -> str:
    """A statement in one line, without the blocks that it opens."""
    if not hasattr(statement, "body"):
        return " ".join(ast.unparse(statement).split())
    kept = {name: value for name, value in ast.iter_fields(statement) if name not in BLOCKS}
    empty = {"body": [ast.Pass()], "orelse": [], "handlers": []}
    fields = kept | {name: value for name, value in empty.items() if name in statement._fields}
    bare = type(statement)(**fields)
    text = ast.unparse(ast.fix_missing_locations(bare))
    return " ".join(text.removesuffix("pass").split())


def compare(node: ast.AST) -> Iterator[Change]:
    """A boundary moved by one, or the opposite."""
    if isinstance(node, ast.Compare):
        for at, op in enumerate(node.ops):
            other = COMPARISONS[type(op)]()
            yield Change(partial(node.ops.__setitem__, at, other))


def calculate(node: ast.AST) -> Iterator[Change]:
    """Plus for minus, times for divided by."""
    if isinstance(node, ast.BinOp | ast.AugAssign) and type(node.op) in SUMS:
        yield Change(lambda: setattr(node, "op", SUMS[type(node.op)]()))


def combine(node: ast.AST) -> Iterator[Change]:
    """``and`` for ``or``."""
    if isinstance(node, ast.BoolOp):
        other = ast.Or() if isinstance(node.op, ast.And) else ast.And()
        yield Change(lambda: setattr(node, "op", other))


def decide(node: ast.AST) -> Iterator[Change]:
    """The condition of an ``if``, a ``while`` or a comprehension the other way round."""
    if isinstance(node, ast.If | ast.IfExp | ast.While):
        yield Change(lambda: setattr(node, "test", negate(node.test)))
    if isinstance(node, ast.comprehension):
        for at, test in enumerate(node.ifs):
            yield Change(partial(node.ifs.__setitem__, at, negate(test)))


def negate(test: ast.expr) -> ast.expr:
    """The opposite of a condition."""
    if isinstance(test, ast.UnaryOp) and isinstance(test.op, ast.Not):
        return test.operand
    return ast.UnaryOp(ast.Not(), test)


def count(node: ast.AST) -> Iterator[Change]:
    """A number that is one too large; true for false."""
    if isinstance(node, ast.Constant) and isinstance(node.value, bool | int | float):
        value = node.value
        other = not value if isinstance(value, bool) else value + 1
        yield Change(partial(setattr, node, "value", other))


def word(node: ast.AST) -> Iterator[Change]:
    """A text that begins otherwise."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield Change(partial(setattr, node, "value", "XX" + node.value))


def return_none(node: ast.AST) -> Iterator[Change]:
    """A function that returns nothing."""
    if isinstance(node, ast.Return) and node.value is not None:
        yield Change(lambda: setattr(node, "value", ast.Constant(None)))


def remove(node: ast.AST) -> Iterator[Change]:
    """A statement that is not there: a call, a yield, a sum, a refusal."""
    for name in BLOCKS:
        block = getattr(node, name, None)
        if not isinstance(block, list):  # the value of a lambda
            continue
        for at, one in enumerate(block):
            if isinstance(one, Removable):
                yield Change(partial(block.__setitem__, at, ast.Pass()), one)


def swap(node: ast.AST) -> Iterator[Change]:
    """The first two arguments of a call in the other order."""
    if isinstance(node, ast.Call) and len(node.args) > 1:
        first, second = node.args[:2]
        if not isinstance(first, ast.Starred) and not isinstance(second, ast.Starred):
            yield Change(lambda: node.args.__setitem__(slice(0, 2), [second, first]))


KINDS: dict[str, Callable[[ast.AST], Iterator[Change]]] = {
    "comparison": compare,
    "arithmetic": calculate,
    "boolean": combine,
    "condition": decide,
    "number": count,
    "words": word,
    "return None": return_none,
    "removed statement": remove,
    "swapped arguments": swap,
}
