"""Reckon the working of a worked example: numbers, the four operations, and a few functions; nothing else is understood."""

import ast
import operator
import statistics
from collections.abc import Callable

_OPERATORS: dict[type[ast.operator], Callable[[float, float], float]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
}


class WorkingError(ValueError):
    """A working that is no reckoning, or that divides by zero."""


def work_out(working: str) -> float:
    """Return what a working gives.

    Parameters
    ----------
    working
        Such as ``(120 - 15) / 90`` or ``median(3, 5, 9)``; ``quantile(0.85, 4, 6, 9)`` interpolates linearly between the
        values in ascending order.

    Raises
    ------
    WorkingError
        If it holds anything but numbers, + - * /, brackets, median, mean, min, max and quantile, or divides by zero.
    """
    try:
        return _value(ast.parse(working, mode="eval").body)
    except ZeroDivisionError:
        msg = "it divides by zero"
        raise WorkingError(msg) from None
    except (SyntaxError, RecursionError, MemoryError, OverflowError):
        msg = f"{working!r} is no reckoning"
        raise WorkingError(msg) from None


def _value(node: ast.expr) -> float:
    match node:
        case ast.Constant(value=bool()):
            pass
        case ast.Constant(value=int() | float() as number):
            return float(number)
        case ast.UnaryOp(op=ast.USub(), operand=operand):
            return -_value(operand)
        case ast.BinOp(left=left, op=op, right=right) if type(op) in _OPERATORS:
            return _OPERATORS[type(op)](_value(left), _value(right))
        case ast.Call(func=ast.Name(id=name), args=args, keywords=[]) if name in _FUNCTIONS and args:
            return _FUNCTIONS[name]([_value(argument) for argument in args])
        case _:
            pass
    msg = f"{ast.unparse(node)!r} is not understood"
    raise WorkingError(msg)


def _quantile(values: list[float]) -> float:
    share, ordered = values[0], sorted(values[1:])
    if not ordered or not 0 <= share <= 1:
        msg = "quantile needs a share from 0 to 1 and then values"
        raise WorkingError(msg)
    position = share * (len(ordered) - 1)
    below = int(position)
    above = min(below + 1, len(ordered) - 1)
    return ordered[below] + (position - below) * (ordered[above] - ordered[below])


_FUNCTIONS: dict[str, Callable[[list[float]], float]] = {
    "median": statistics.median,
    "mean": statistics.fmean,
    "min": min,
    "max": max,
    "quantile": _quantile,
}
