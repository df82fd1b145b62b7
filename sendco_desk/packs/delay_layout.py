"""Where everything in the picture of a delay stands: sums only, so that "no label lies over another" can be proved without paper.

Positions are in points from the upper left corner of the picture, downwards. A label hangs on a stem from the line of weeks and runs to the
right of it. Of two labels whose words and stem would meet, the earlier one lies further from the line: so stems never cross words.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from sendco_desk.domain.dates import MONTHS, plain_day, shown
from sendco_desk.packs import fonts
from sendco_desk.packs.delay_plan import COUNCIL, SCHOOL, SERVICE, DelayPicture, DueMark, HappenedMark, LateBar

GUTTER, MARGIN_RIGHT = 46.0, 98.0
"""Left of the weeks: the names of the zones. Right of them: room for the labels of the last days."""
TYPE, SMALL_TYPE, TINY_TYPE = 7.2, 6.8, 5.6
ROW, BAR_ROW, BAR, STRIP = 10.2, 11.0, 6.4, 7.4
SIGN, RING = 4.0, 4.7
"""Half the width of a due day's sign, and the radius of the ring round a number."""
BESIDE, CLEAR = 7.0, 6.0
MOST_DUE_ROWS, MOST_HAPPENED_ROWS = 9, 13
LEAST_WEEK_GAP, LEAST_MONTH_GAP, LEAST_MONTH = 15.0, 24.0, 9.0
STEPS = (1, 2, 4, 8, 13, 26, 52)
"""Every how many weeks a number can stand."""
ELLIPSIS = "…"
WHOSE = (COUNCIL, SCHOOL, SERVICE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Word:
    """Words on one line: their left end, baseline, size and width. ``shy`` words are grey."""

    text: str
    x: float
    baseline: float
    size: float = TYPE
    bold: bool = False
    shy: bool = False
    width: float = 0.0

    @property
    def box(self) -> tuple[float, float, float, float]:
        """Left, top, right, bottom of what its letters cover."""
        return self.x, self.baseline - 0.78 * self.size, self.x + self.width, self.baseline + 0.22 * self.size


@dataclass(frozen=True, slots=True, kw_only=True)
class Stroke:
    """A line; ``faint`` ones are hairlines that words may lie over."""

    x: float
    top: float
    x_end: float
    bottom: float
    weight: float = 0.5
    faint: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Sign:
    """A due day's sign: whose step it is, late (filled), met in time (ticked) or neither."""

    x: float
    y: float
    whose: str
    late: bool
    met: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Ring:
    """A number in a ring."""

    x: float
    y: float
    number: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Hatched:
    """A bar filled with a pattern: ``late``, ``allowed`` (empty), ``expected`` (sparse, broken edge), ``closed`` (grey), or a letter of the split.

    ``key`` is that letter, where there is room for it; ``open_end`` says that it goes on.
    """

    x: float
    top: float
    width: float
    height: float
    pattern: str
    key: str = ""
    open_end: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class LaidPicture:
    """The whole picture, measured. Strokes lie lowest, words uppermost. ``unlabelled`` counts what stands there by its number alone."""

    width: float
    height: float
    strokes: tuple[Stroke, ...] = ()
    bars: tuple[Hatched, ...] = ()
    signs: tuple[Sign, ...] = ()
    rings: tuple[Ring, ...] = ()
    words: tuple[Word, ...] = ()
    unlabelled: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Scale:
    """From days to points along the line."""

    first: date
    last: date
    left: float
    right: float

    def x(self, day: date) -> float:
        """Where a day stands."""
        return self.left + (self.right - self.left) * (day - self.first).days / max(1, (self.last - self.first).days)


@dataclass(frozen=True, slots=True, kw_only=True)
class Label:
    """Words that want a place beside a stem. ``least`` is the row nearest the line that it may stand on.

    A ``silent`` one has no words: only its sign must be kept clear, up to its ``least`` row.
    """

    x: float
    wide: float
    least: int = 0
    silent: bool = False


@dataclass(slots=True)
class _Sheet:
    """What has been laid so far."""

    width: float
    strokes: list[Stroke] = field(default_factory=list)
    bars: list[Hatched] = field(default_factory=list)
    signs: list[Sign] = field(default_factory=list)
    rings: list[Ring] = field(default_factory=list)
    words: list[Word] = field(default_factory=list)
    unlabelled: int = 0

    def say(self, text: str, x: float, baseline: float, *, size: float = TYPE, bold: bool = False, shy: bool = False) -> None:
        """Put words where they are to begin, cut where the picture ends."""
        fits = fitted(text, self.width - x, size, bold)
        self.words.append(Word(text=fits, x=x, baseline=baseline, size=size, bold=bold, shy=shy, width=wide(fits, size, bold)))


def wide(text: str, size: float = TYPE, bold: bool = False) -> float:
    """How wide words are drawn."""
    return fonts.width(text, size, fonts.BOLD if bold else fonts.REGULAR)


def fitted(text: str, room: float, size: float = TYPE, bold: bool = False) -> str:
    """The words, or as many as there is room for with an ellipsis: the table says the rest."""
    if wide(text, size, bold) <= room:
        return text
    cut = text
    while cut and wide(cut.rstrip(" ,") + ELLIPSIS, size, bold) > room:
        cut = cut[:-1]
    return cut.rstrip(" ,") + ELLIPSIS


def rows_of(labels: Sequence[Label]) -> tuple[int, ...]:
    """On which row each label stands, 0 nearest the line. Labels in the order of their stems.

    The latest is placed first. Each earlier one lies beyond every later one whose stem or words it would run into.
    """
    found = [0] * len(labels)
    for number in range(len(labels) - 1, -1, -1):
        mine = labels[number]
        if mine.silent:
            found[number] = mine.least
            continue
        reach = mine.x + BESIDE + mine.wide + CLEAR
        later = [found[other] for other in range(number + 1, len(labels)) if labels[other].x - SIGN < reach]
        found[number] = max([mine.least, *(row + 1 for row in later)])
    return tuple(found)


def lifts_of(places: Sequence[float], apart: float) -> tuple[int, ...]:
    """How many others each of these stands beyond, so that two of one day are both seen. Places from the left."""
    found: list[int] = []
    for number, place in enumerate(places):
        near = {found[other] for other in range(number) if abs(places[other] - place) < apart}
        found.append(next(lift for lift in range(number + 1) if lift not in near))
    return tuple(found)


def lay_out(picture: DelayPicture, width: float) -> LaidPicture:
    """Every part of the picture in its place."""
    sheet = _Sheet(width)
    scale = Scale(first=picture.first, last=picture.last, left=GUTTER, right=width - MARGIN_RIGHT)
    top = _weeks(sheet, picture, scale)
    axis = _due(sheet, picture.marks, scale, top)
    foot = _happened(sheet, picture.happened, scale, axis)
    foot = _bars(sheet, picture.bars, scale, foot)
    _grid(sheet, scale, picture.on, 20.0, foot)
    foot = _day_asked(sheet, picture.on, scale, foot)
    foot = _legend(sheet, picture, foot)
    return LaidPicture(
        width=width, height=foot, strokes=tuple(sheet.strokes), bars=tuple(sheet.bars), signs=tuple(sheet.signs), rings=tuple(sheet.rings),
        words=tuple(sheet.words), unlabelled=sheet.unlabelled,
    )


# The weeks along the top


def _weeks(sheet: _Sheet, picture: DelayPicture, scale: Scale) -> float:
    if picture.day_0 is not None:
        sheet.say("Week", 0, 7.5, size=SMALL_TYPE, shy=True)
        due = {(mark.on - picture.day_0).days // 7 for mark in picture.marks if (mark.on - picture.day_0).days % 7 == 0}
        for number, day in _numbered(picture.day_0, scale, due):
            text, bold = str(number).replace("-", "−"), number in due
            sheet.say(text, scale.x(day) - wide(text, TYPE, bold) / 2, 7.5, bold=bold)
    _months(sheet, scale)
    for closure in picture.closures:
        left, right = scale.x(max(closure.first, scale.first)), scale.x(min(closure.last + timedelta(days=1), scale.last))
        sheet.bars.append(Hatched(x=left, top=20.5, width=right - left, height=2.6, pattern="closed"))
    return 27.0


def _numbered(day_0: date, scale: Scale, due: Iterable[int]) -> list[tuple[int, date]]:
    """The weeks that are told by number: those on which something is due, then every second, fourth and so on, as far as there is room."""
    first, last = -((day_0 - scale.first).days // 7), (scale.last - day_0).days // 7
    week = scale.x(scale.first + timedelta(weeks=1)) - scale.left
    step = next((step for step in STEPS if step * week >= LEAST_WEEK_GAP), STEPS[-1])
    found: list[int] = []
    for number in (*sorted(due), *(number for number in range(first, last + 1) if number % step == 0)):
        if first <= number <= last and all(abs(number - other) * week >= LEAST_WEEK_GAP for other in found):
            found.append(number)
    return [(number, day_0 + timedelta(weeks=number)) for number in sorted(found)]


def _months(sheet: _Sheet, scale: Scale) -> None:
    """The months under the weeks; the first that is named and each January with the year."""
    starts = list(month_starts(scale.first, scale.last))
    if len(starts) * LEAST_MONTH > scale.right - scale.left:  # years long: the turns of the years are enough
        starts = [day for day in starts if day.month == 1]
    free, named = 0.0, False
    for day, following in zip(starts, [*starts[1:], None], strict=True):
        text = MONTHS[day.month - 1] + (f" {day.year}" if not named or day.month == 1 else "")
        x = max(scale.x(day), scale.left)
        length = wide(text, SMALL_TYPE) + 5
        part = not named and day < scale.first and following is not None and scale.x(following) - x < length
        if x < free or part or x + length > scale.right + 30:
            continue
        named = True
        sheet.say(text, x + 1.5, 17.5, size=SMALL_TYPE, shy=True)
        free = x + max(LEAST_MONTH_GAP, length)


def month_starts(first: date, last: date) -> Iterator[date]:
    """The first day of each month, from the month that the first day lies in."""
    day = first.replace(day=1)
    while day <= last:
        yield day
        day = date(day.year + (day.month == 12), day.month % 12 + 1, 1)


# What is due, above the line


def _due(sheet: _Sheet, marks: Sequence[DueMark], scale: Scale, top: float) -> float:
    """The due days over the line, each with its name; gives back where the line runs."""
    marks = sorted(marks, key=lambda mark: mark.on)
    places = [scale.x(mark.on) for mark in marks]
    lifts = lifts_of(places, 2 * SIGN + 1)
    texts = [due_text(mark, sheet.width - x - BESIDE) for mark, x in zip(marks, places, strict=True)]
    labels = [_due_label(x, text, mark, lift, sheet.width) for x, text, mark, lift in zip(places, texts, marks, lifts, strict=True)]
    named = _named_marks(marks, labels)
    rows = rows_of(_spoken(labels, named))
    highest = max([*rows, 0]) + 1
    axis = top + highest * ROW + 6
    if marks:
        sheet.say("Last days", 0, axis - 7.5, size=SMALL_TYPE, shy=True)
    for n in named:
        base = axis - 7.5 - rows[n] * ROW
        sheet.strokes.append(Stroke(x=places[n], top=base - 5, x_end=places[n], bottom=axis))
        sheet.say(texts[n], places[n] + BESIDE, base, bold=marks[n].late)
    for mark, x, lift in zip(marks, places, lifts, strict=True):
        sheet.signs.append(Sign(x=x, y=axis - lift * ROW, whose=mark.whose, late=mark.late, met=mark.met))
    sheet.strokes.append(Stroke(x=scale.left, top=axis, x_end=scale.right, bottom=axis, weight=1.4))
    return axis


def due_text(mark: DueMark, room: float) -> str:
    """`Final plan, 25 Jan 2027`, without the year where there is no room for it: the months have it. A long name is cut before its day."""
    day = f"{mark.on.day} {MONTHS[mark.on.month - 1]}"
    whole = f"{mark.name}, {day} {mark.on.year}"
    if wide(whole, TYPE, mark.late) <= room:
        return whole
    short = f"{mark.name}, {day}"
    if wide(short, TYPE, mark.late) <= room:
        return short
    return f"{fitted(mark.name, room - wide(f', {day}', TYPE, mark.late), TYPE, mark.late)}, {day}"


def _due_label(x: float, text: str, mark: DueMark, lift: int, width: float) -> Label:
    return Label(x=x, wide=min(wide(text, TYPE, mark.late), width - x - BESIDE), least=lift)


def _named_marks(marks: Sequence[DueMark], labels: Sequence[Label]) -> list[int]:
    """Which due days are named: all, or as many as there is room for, the late ones first and of these the council's."""
    named: list[int] = []
    for n in sorted(range(len(marks)), key=lambda n: (not marks[n].late, WHOSE.index(marks[n].whose), n)):
        tried = sorted([*named, n])
        rows = rows_of(_spoken(labels, tried))
        if max(rows[m] for m in tried) < MOST_DUE_ROWS:
            named = tried
    return named


def _spoken(labels: Sequence[Label], named: Sequence[int]) -> list[Label]:
    """All labels, those that are not named silent."""
    return [label if n in named else replace(label, silent=True) for n, label in enumerate(labels)]


# What happened, below the line


def _happened(sheet: _Sheet, happened: Sequence[HappenedMark], scale: Scale, axis: float) -> float:
    """Each event under the line, its number in a ring, with words as far as there is room; gives back where the zone ends."""
    marks = sorted(happened, key=lambda mark: (mark.on, mark.number))
    told = _told_marks(marks, scale, sheet.width)
    silent = [mark for mark in marks if mark not in told]
    sheet.unlabelled += len(silent)
    base = axis + 11
    if marks:
        sheet.say("Happened", 0, base + 2.4, size=SMALL_TYPE, shy=True)
    places = [scale.x(mark.on) for mark in silent]
    lifts = lifts_of(places, 2 * RING + 0.6)
    for mark, x, lift in zip(silent, places, lifts, strict=True):
        sheet.strokes.append(Stroke(x=x, top=axis, x_end=x, bottom=base + lift * ROW))
        sheet.rings.append(Ring(x=x, y=base + lift * ROW, number=mark.number))
    if silent:
        base += (max(lifts) + 1) * ROW
    rows = rows_of([_happened_label(mark, scale, sheet.width) for mark in told])
    for mark, row in zip(told, rows, strict=True):
        x, y = scale.x(mark.on), base + row * ROW
        sheet.strokes.append(Stroke(x=x, top=axis, x_end=x, bottom=y))
        sheet.rings.append(Ring(x=x, y=y, number=mark.number))
        sheet.say(happened_text(mark), x + BESIDE, y + 2.4)
    return base + (max(rows) + 1 if told else 0) * ROW + 2


def happened_text(mark: HappenedMark) -> str:
    """`21 Oct: decision to assess`."""
    return f"{mark.on.day} {MONTHS[mark.on.month - 1]}  {mark.words}"


def _happened_label(mark: HappenedMark, scale: Scale, width: float) -> Label:
    x = scale.x(mark.on)
    return Label(x=x, wide=min(wide(happened_text(mark)), width - x - BESIDE))


def _told_marks(marks: Sequence[HappenedMark], scale: Scale, width: float) -> list[HappenedMark]:
    """Which events have words: all, or the weightier ones where that would take too many rows, or none where even they are too many."""
    for least in (0, 1, 2):
        chosen = [mark for mark in marks if mark.weight >= least]
        if max(rows_of([_happened_label(mark, scale, width) for mark in chosen]), default=0) < MOST_HAPPENED_ROWS:
            return chosen
    return []


# The late time


def _bars(sheet: _Sheet, bars: Sequence[LateBar], scale: Scale, top: float) -> float:
    """A bar for each late step, its words beside it; the split of the one that stands for the whole lies right under its bar."""
    if bars:
        top += 4
        sheet.say("Late", 0, top + 6.2, size=SMALL_TYPE, shy=True)
    for bar in bars:
        top += _bar_words(sheet, bar, scale, top)
        left, allowed, right = scale.x(bar.due), scale.x(min(bar.allowed, bar.until)), bar_end(bar, scale)
        if allowed > left:
            sheet.bars.append(Hatched(x=left, top=top, width=allowed - left, height=BAR, pattern="allowed"))
        pattern = "late" if bar.duty else "expected"
        sheet.bars.append(Hatched(x=allowed, top=top, width=max(0.0, right - allowed), height=BAR, pattern=pattern, open_end=bar.ongoing))
        if bar.pieces:
            _strip(sheet, bar, scale, top + BAR)
        top += BAR_ROW + (STRIP if bar.pieces else 0)
    return top + 1


def bar_end(bar: LateBar, scale: Scale) -> float:
    """Where a bar ends; the shortest can still be seen."""
    return max(scale.x(bar.until), scale.x(bar.due) + 1.2)


def _bar_words(sheet: _Sheet, bar: LateBar, scale: Scale, top: float) -> float:
    """The words right of the bar, left of it where there is no room, else over it; gives back how much lower the bar must lie."""
    bold = bool(bar.pieces)
    length, left, right = wide(bar.label, TYPE, bold), scale.x(bar.due), bar_end(bar, scale) + (6 if bar.ongoing else 0)
    if right + 5 + length <= sheet.width:
        sheet.say(bar.label, right + 5, top + 6.0, bold=bold)
        return 0.0
    if left - 5 - length >= GUTTER - 20:
        sheet.say(bar.label, left - 5 - length, top + 6.0, bold=bold)
        return 0.0
    sheet.say(bar.label, max(GUTTER, min(left, sheet.width - length)), top + 6.0, bold=bold)
    return 8.6


def _strip(sheet: _Sheet, bar: LateBar, scale: Scale, top: float) -> None:
    """The late time cut where the papers changed hands, each piece with the pattern and letter of its holders."""
    for piece in bar.pieces:
        left, right = scale.x(piece.first - timedelta(days=1)), scale.x(piece.last)
        key = piece.key if right - left >= TYPE else ""
        sheet.bars.append(Hatched(x=left, top=top, width=right - left, height=STRIP, pattern=piece.key, key=key))


def _grid(sheet: _Sheet, scale: Scale, on: date | None, top: float, foot: float) -> None:
    """Hairlines where the months begin, and the day asked about: words lie over both."""
    starts = list(month_starts(scale.first, scale.last))
    far = len(starts) * LEAST_MONTH > scale.right - scale.left
    for day in starts:
        if day >= scale.first and (day.month == 1 or not far):
            sheet.strokes.insert(0, Stroke(x=scale.x(day), top=top, x_end=scale.x(day), bottom=foot, weight=0.4, faint=True))
    if on is not None:
        sheet.strokes.append(Stroke(x=scale.x(on), top=top, x_end=scale.x(on), bottom=foot, weight=0.9))


def _day_asked(sheet: _Sheet, on: date | None, scale: Scale, foot: float) -> float:
    if on is None:
        return foot
    text = shown(on)
    length = wide(text, SMALL_TYPE, True)
    sheet.say(text, max(0.0, min(scale.x(on) - length / 2, sheet.width - length)), foot + 7.5, size=SMALL_TYPE, bold=True)
    return foot + 11


# What the signs mean


def _legend(sheet: _Sheet, picture: DelayPicture, top: float) -> float:
    """A line or two under the picture: only what is in it."""
    x, base = 0.0, top + 10
    for sign, words in legend_of(picture):
        length = (13 if sign else 0) + wide(words, SMALL_TYPE) + 11
        if x and x + length - 11 > sheet.width:
            x, base = 0.0, base + 10
        if isinstance(sign, Sign):
            sheet.signs.append(replace(sign, x=x + SIGN, y=base - 2.4))
        elif isinstance(sign, Hatched):
            sheet.bars.append(replace(sign, x=x, top=base - 5.4, width=10.0, height=BAR if sign.height else 2.6))
        sheet.say(words, x + (13 if sign else 0), base, size=SMALL_TYPE, shy=True)
        x += length
    return base + 4


def legend_of(picture: DelayPicture) -> Iterator[tuple[Sign | Hatched | None, str]]:
    """What there is to explain, each with its sign."""
    whose = {mark.whose for mark in picture.marks}
    named = {COUNCIL: "due from the council", SERVICE: "from a service", SCHOOL: "from the school"}
    for code, words in named.items():
        if code in whose:
            yield _sign(code), words
    if any(mark.late for mark in picture.marks):
        yield _sign(next(one for one in WHOSE if one in whose), late=True), "not done by its day"
    if any(mark.met for mark in picture.marks):
        yield _sign(next(one for one in WHOSE if one in whose), met=True), "done in time"
    if any(bar.duty for bar in picture.bars):
        yield _hatched("late"), "late days"
    if any(not bar.duty for bar in picture.bars):
        yield _hatched("expected"), "later than guidance expects"
    if any(bar.allowed > bar.due for bar in picture.bars):
        yield _hatched("allowed"), "days that another count allows"
    for key, who in dict.fromkeys((piece.key, piece.who) for bar in picture.bars for piece in bar.pieces if piece.who):
        yield _hatched(key), f"{key}: {who}"
    if picture.closures:
        yield _hatched("closed", 0.0), "school closed; the weeks run on"
    if picture.happened:
        yield None, "numbers: see the table"
    if picture.day_0 is not None:
        yield None, f"weeks from {picture.weeks_from or plain_day(picture.day_0)}"


def _sign(whose: str, *, late: bool = False, met: bool = False) -> Sign:
    return Sign(x=0, y=0, whose=whose, late=late, met=met)


def _hatched(pattern: str, height: float = BAR) -> Hatched:
    return Hatched(x=0, top=0, width=10, height=height, pattern=pattern)
