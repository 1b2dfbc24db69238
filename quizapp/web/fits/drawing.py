"""The calibration plot as SVG, without style, script or link: where the points lie on the line, recall is foretold."""

from collections.abc import Sequence

import drawsvg

from quizapp.scheduling.fitting import Bin

_SIZE, _LEFT, _BOTTOM = 360, 44, 324
_SPAN = _SIZE - _LEFT - 8
_INK, _LINE = ("#57534c", "#b5aea2"), ("#dfdad0", "#3a3732")
_BEFORE, _AFTER = ("#857f74", "#8b8478"), ("#14505c", "#8accd6")
_FONT = "system-ui, -apple-system, 'Segoe UI', Roboto, 'Noto Sans', 'Liberation Sans', sans-serif"


def calibration(before: Sequence[Bin], after: Sequence[Bin], *, is_dark: bool) -> str:
    """Predicted recall to the right, true recall upward: squares before the fit, round points after it."""
    lowest = min([0.9, *(value for one in (*before, *after) for value in (one.predicted, one.recalled))])
    start = int(lowest * 10) / 10
    ink, line = _INK[is_dark], _LINE[is_dark]
    drawing = drawsvg.Drawing(_SIZE, _SIZE)

    def x(value: float) -> float:
        return round(_LEFT + (value - start) / (1 - start) * _SPAN, 1)

    def y(value: float) -> float:
        return round(_BOTTOM - (value - start) / (1 - start) * _SPAN, 1)

    for tenth in range(round(start * 10), 11):
        value = tenth / 10
        drawing.append(drawsvg.Line(x(start), y(value), x(1), y(value), stroke=line))
        drawing.append(drawsvg.Line(x(value), y(start), x(value), y(1), stroke=line))
        words = f"{tenth * 10}%"
        drawing.append(drawsvg.Text(words, 11, _LEFT - 6, y(value) + 4, text_anchor="end", fill=ink, font_family=_FONT))
        anchor = "end" if tenth == 10 else "middle"
        drawing.append(drawsvg.Text(words, 11, x(value), _BOTTOM + 18, text_anchor=anchor, fill=ink, font_family=_FONT))
    drawing.append(drawsvg.Line(x(start), y(start), x(1), y(1), stroke=ink, stroke_dasharray="4 4"))
    for one in before:
        drawing.append(
            drawsvg.Rectangle(x(one.predicted) - 5, y(one.recalled) - 5, 10, 10, fill="none", stroke=_BEFORE[is_dark],
                              stroke_width=2)
        )  # fmt: skip
    for one in after:
        drawing.append(drawsvg.Circle(x(one.predicted), y(one.recalled), 5, fill=_AFTER[is_dark]))
    return str(drawing.as_svg())
