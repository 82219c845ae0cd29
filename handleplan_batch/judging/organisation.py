"""The tree of departments, and which of them a label in an input means."""

from __future__ import annotations

import difflib
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field, replace

from handleplan_batch.language import _
from handleplan_batch.mapping import same_text
from handleplan_batch.model import CellRef, Department, DepartmentPath, Finding, Problem, SourceKind


@dataclass(frozen=True, slots=True)
class Organisation:
    """Departments in a tree with one root, parents before their children."""

    departments: tuple[Department, ...]
    root: str
    _names: Mapping[DepartmentPath, str]
    _known: Mapping[str, str]
    """Per name or other name, as it is compared, the department it means."""
    _entries: Mapping[str, Department]
    _divided: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Per name of a department that the user says was split, as it is compared, the departments it became."""

    def named(self, label: str) -> str | None:
        """Return the department that a name stands for, also a former one; None when it stands for none, or several."""
        return self._known.get(_key(label))

    def meant(self, label: str) -> tuple[str, ...]:
        """Return the departments that a name stands for: several for one that was split, none for an unknown one."""
        name = self.named(label)
        return self._divided.get(_key(label), () if name is None else (name,))

    def place(self, labels: DepartmentPath) -> str:
        """Return the name of the department that labels of an input mean; the root when there are none."""
        return self._names[labels] if labels else self.root

    def labels(self) -> tuple[tuple[str, str], ...]:
        """Return each department name of the inputs with the department that it was taken for."""
        return tuple(sorted({(path[-1], name) for path, name in self._names.items()}))

    def ancestors(self, name: str) -> tuple[str, ...]:
        """Return the departments above, nearest first."""
        return tuple(reversed(self[name].path))

    def children(self, name: str) -> tuple[str, ...]:
        """Return the departments directly below, in the order of the organisation."""
        return tuple(entry.name for entry in self.departments if entry.path and entry.path[-1] == name)

    def below(self, name: str) -> tuple[str, ...]:
        """Return the department and everything under it."""
        return tuple(entry.name for entry in self.departments if entry.name == name or name in entry.path)

    def __getitem__(self, name: str) -> Department:
        return self._entries[name]


def build_organisation(
    departments: Iterable[Department],
    labels: Iterable[tuple[DepartmentPath, CellRef]],
    aliases: Mapping[str, tuple[str, ...]] | None = None,
    former: Iterable[str] = (),
) -> tuple[Organisation, tuple[Problem, ...]]:
    """Join the organisation that was read with the labels that inputs use.

    With an organisation file, a label that is none of its names or aliases is added under the deepest known label of
    its path (the root when none is known) and reported, so that nothing read is lost. Without one, the labels
    themselves make the tree. Several top departments get a common root. The result does not depend on the order of
    ``labels``.

    ``aliases`` are the user's: a department as the inputs name it -> the one it means. One that was split into several
    stands at the nearest department above them all. A name that only is another way to write that of another department
    (:func:`_respelt`) is taken for it, and reported, unless the user says what it means; so is one of the ``former``
    names, of an earlier plan, that stands in no input.
    """
    meant = {_key(label): names for label, names in (aliases or {}).items()}
    known = _merge(departments)
    tree = _Tree(known)
    problems: list[Problem] = []
    names: dict[DepartmentPath, str] = {}
    first_seen: dict[DepartmentPath, CellRef] = {}
    files: dict[DepartmentPath, set[str]] = {}
    for path, where in labels:
        if path and (path not in first_seen or str(where) < str(first_seen[path])):
            first_seen[path] = where
        if path:
            files.setdefault(path, set()).add(where.file)
    for once in former:
        files.setdefault((once,), set())
    respelt = _respelt(known, files)
    split: dict[DepartmentPath, tuple[str, ...]] = {}
    for path in sorted(first_seen, key=lambda path: (path in respelt, path)):
        targets = meant.get(_key(path[-1]), ())
        if len(targets) > 1:
            split[path] = targets
            continue
        renamed = _renamed(path, meant)
        other = None if targets else respelt.get(path)
        same = None if other is None else tree.find(_renamed(other, meant))
        if isinstance(same, str):
            names[path] = same
            tree.know(path[-1], same)
            told = {"department": path[-1], "other": same}
            problems.append(Problem("department-respelt", first_seen[path], told))
            continue
        name = tree.find(renamed)
        if name is None:
            problems += [tree.unknown(renamed, first_seen[path])] if known else []
            name = tree.add(renamed)
        elif isinstance(name, tuple):
            problems.append(Problem("ambiguous-department", first_seen[path], {"department": path[-1]}))
            name = name[0]
        names[path] = name
    for pair in respelt.items():  # one of the two may be former
        for path, alike in (pair, pair[::-1]):
            found = tree.find(alike)
            if tree.find(path) is None and isinstance(found, str):
                tree.know(path[-1], found)
    ordered, root = tree.rooted()
    names.update((path, _shared(targets, ordered, tree, root)) for path, targets in split.items())
    meanings = {key: found[0] for key, found in tree.by_key.items() if len(found) == 1}
    meanings |= {
        label: _shared(targets, ordered, tree, root) if len(targets) > 1 else meanings.get(_key(targets[0]), root)
        for label, targets in meant.items()
    }
    divided = {
        label: tuple(dict.fromkeys(meanings[_key(target)] for target in targets if _key(target) in meanings))
        for label, targets in meant.items()
        if len(targets) > 1
    }
    entries = {entry.name: entry for entry in ordered}
    return Organisation(ordered, root, names, {**meanings, _key(root): root}, entries, divided), tuple(problems)


def known_departments(
    departments: Iterable[Department], labels: Iterable[DepartmentPath]
) -> Mapping[str, DepartmentPath]:
    """Return the names that the organisation and the inputs give departments, as compared -> the path with itself last.

    An organisation file goes before the labels of other inputs.
    """
    known: dict[str, DepartmentPath] = {}
    for entry in departments:
        for name in (entry.name, *entry.aliases):
            known.setdefault(same_text(name), (*entry.path, entry.name))
    for path in labels:
        for depth, label in enumerate(path, start=1):
            known.setdefault(same_text(label), path[:depth])
    return known


def departments_by_titles(
    findings: Iterable[Finding], known: Mapping[str, DepartmentPath]
) -> tuple[tuple[Finding, ...], tuple[Problem, ...]]:
    """Return the findings with the departments that the names of their sheets and files and their headings tell.

    Only those of lists without a column for it, and only a ``known`` department: the
    heading and the sheet are its name, or it is the one that the line above the list, the sheet's or the file's name
    holds. It is told for each sheet; so are sheets of a file whose names are none. Where the places of a list are
    departments, nearly all of them, they are where its findings belong. Where no department is known, sheets that are
    the same list are taken for departments.
    """
    titles = Titles(known)
    findings, by_place = _departments_by_places(findings, titles)
    settled, found, unsettled = [], dict[tuple[CellRef, str], None](), dict[tuple[str, SourceKind], dict[str, None]]()
    headings: dict[CellRef, dict[str, bool]] = {}
    by_sheet: dict[str, dict[str, None]] = {}
    for finding in findings:
        if finding.by_sheet and not known and not finding.department:
            by_sheet.setdefault(finding.where.file, {})[finding.by_sheet] = None
            settled.append(replace(finding, department=(finding.by_sheet,), titles=()))
            continue
        name = titles.department(finding.titles) if finding.titles and not finding.department else ""
        sheet = CellRef(finding.where.file, finding.where.sheet)
        if finding.titles and finding.titles[0]:
            headings.setdefault(sheet, {})[finding.titles[0]] = bool(titles.named(finding.titles[0]))
        if name:
            found[sheet, name] = None
            category = "" if titles.named(finding.category) == name else finding.category
            settled.append(replace(finding, department=(name,), category=category, titles=()))
            continue
        if finding.titles and finding.titles[1] and not any(letter.isdecimal() for letter in sheet.sheet):
            unsettled.setdefault((sheet.file, finding.source), {})[sheet.sheet] = None
        settled.append(replace(finding, titles=()) if finding.titles else finding)
    problems = [*by_place, *(Problem("department-by-name", sheet, {"department": name}) for sheet, name in found)]
    problems += [
        Problem("sheets-without-department", CellRef(file), {"sheets": ", ".join(f"«{name}»" for name in sheets)})
        for (file, _source), sheets in unsettled.items()
        if len(sheets) + len({sheet.sheet for sheet, _name in found if sheet.file == file}) > 1
    ]
    problems += [
        Problem("departments-by-sheet", CellRef(file), {"sheets": ", ".join(f"«{name}»" for name in names)})
        for file, names in by_sheet.items()
    ]
    for sheet, told in headings.items():
        if any(told.values()) and (strange := ", ".join(f"«{heading}»" for heading in told if not told[heading])):
            problems.append(Problem("sheets-without-department", sheet, {"sheets": strange}))
    return tuple(settled), tuple(problems)


def _departments_by_places(
    findings: Iterable[Finding], titles: Titles
) -> tuple[tuple[Finding, ...], tuple[Problem, ...]]:
    """Return the findings with the departments that stand under Place in lists that name none otherwise."""
    findings = tuple(findings)
    lists: dict[CellRef, list[Finding]] = {}
    for one in findings:
        if one.titles and one.place and not one.department and not titles.department(one.titles):
            lists.setdefault(CellRef(one.where.file, one.where.sheet), []).append(one)
    placed: dict[CellRef, str] = {}
    problems = []
    for sheet, listed in lists.items() if titles.several else ():
        said = {one.where: name for one in listed if (name := titles.beginning(one.place))}
        count = sum(one.where in said for one in listed)
        figures = {"count": str(count), "all": str(len(listed))}
        if count >= _NEARLY_ALL * len(listed):
            placed |= said
            problems.append(Problem("departments-by-place", sheet, figures))
        else:
            problems.append(Problem("places-not-departments", sheet, figures))
    return tuple(
        replace(one, department=(name,), place="" if titles.named(one.place) else one.place, titles=())
        if one.titles and (name := placed.get(one.where, ""))
        else one
        for one in findings
    ), tuple(problems)


class Titles:
    """Known departments, looked for in what names a list."""

    def __init__(self, known: Mapping[str, DepartmentPath]) -> None:
        self._paths = known
        definite = {form: path for name, path in self._paths.items() for form in _definite(name)}
        ends: dict[str, list[DepartmentPath]] = {}
        for path in set(self._paths.values()):
            if parts := _parts(path[-1]):
                ends.setdefault(parts[1], []).append(path)
        self._forms = {**{end: paths[0] for end, paths in ends.items() if len(paths) == 1}, **definite, **self._paths}
        self._told: dict[tuple[str, ...], str] = {}

    def department(self, titles: tuple[str, ...]) -> str:
        """Return the department that the titles of a list tell, empty when they tell none or several."""
        if titles not in self._told:
            heading, sheet, file, *above = titles
            whole = (self.named(text) for text in (heading, sheet) if text)
            within = (self.within(text) for text in (*above, sheet, file))
            self._told[titles] = next((name for name in (*whole, *within) if name), "")
        return self._told[titles]

    def named(self, text: str) -> str:
        """Return the department whose name a text is, empty when it is none's."""
        return self._forms.get(same_text(text), ("",))[-1]

    @property
    def several(self) -> bool:
        """Whether there are departments to tell apart."""
        return len(self._paths) > 1

    def beginning(self, place: str) -> str:
        """Return the department that a place is, or lies in when its name comes first: «Køkken, 1. sal»."""
        words = same_text(place).split()
        names = (self.named(" ".join(words[:count])) for count in range(len(words), 0, -1))
        return next((name for name in names if name), "")

    def within(self, text: str) -> str:
        """Return the one department that a text names, the lowest and longest where one lies in the other."""
        said = f" {same_text(text)} "
        keys = [key for key in self._forms if len(key) >= _SHORTEST and f" {key} " in said]
        paths = {self._forms[key] for key in keys if not any(key != other and key in other for other in keys)}
        lowest = [path for path in paths if not any(path != other and path[-1] in other for other in paths)]
        return lowest[0][-1] if len(lowest) == 1 else ""


_NEARLY_ALL = 0.8
"""Least share of a list's places that are departments for all of them to be read as such."""
_SHORTEST = 3
"""Letters from which a department's name may stand among other words."""


def _renamed(path: DepartmentPath, meant: Mapping[str, tuple[str, ...]]) -> DepartmentPath:
    labels = (name for label in path for name in meant.get(_key(label), (label,))[:1])
    return tuple(dict.fromkeys(labels))


def _shared(targets: Iterable[str], departments: Iterable[Department], tree: _Tree, root: str) -> str:
    """Return the lowest department that all of the targets lie in; the root when one of them is not there."""
    lines = {entry.name: (*entry.path, entry.name) for entry in departments}
    found = [lines[tree.by_key[key][0]] if (key := _key(target)) in tree.by_key else (root,) for target in targets]
    common = [names[0] for names in zip(*found, strict=False) if len(set(names)) == 1]
    return common[-1] if common else root


def _key(label: str) -> str:
    return " ".join(label.casefold().split()).strip(" .:")


def _merge(departments: Iterable[Department]) -> list[Department]:
    """One record per name: several files may each describe a part; the first to say something is believed."""
    merged: dict[str, Department] = {}
    for entry in departments:
        before = merged.get(entry.name)
        if before is None:
            merged[entry.name] = entry
            continue
        merged[entry.name] = replace(
            before,
            path=before.path or entry.path,
            leader=before.leader or entry.leader,
            osh_representative=before.osh_representative or entry.osh_representative,
            employees=before.employees if before.employees is not None else entry.employees,
            aliases=tuple(dict.fromkeys(before.aliases + entry.aliases)),
        )
    return list(merged.values())


def _respelt(
    known: Sequence[Department], files: Mapping[DepartmentPath, Set[str]]
) -> Mapping[DepartmentPath, DepartmentPath]:
    """Return the labels of inputs that are another way to write a department's name -> its path.

    «Afd A» and «Afdeling A», «Køkkenet» and «Køkken»; and «Solbakken, afd. A» is «Afd. A» in files that do not name
    Solbakken, when several names begin with it and no other ends so. What the organisation file says (``known``) goes
    first, then the name that tells more. ``files`` are where each label stands.
    """
    entries = [((*entry.path, entry.name), name) for entry in known for name in (entry.name, *entry.aliases)]
    listed = {path for path, _name in entries}
    named = {_key(name) for _path, name in entries}
    places = {_form(name) for _path, name in entries}
    entries += [(path, path[-1]) for path in files]
    heads = Counter(parts[0] for _path, name in set(entries) if (parts := _parts(name)))
    plain: dict[str, set[DepartmentPath]] = {}
    forms: dict[str, set[DepartmentPath]] = {}
    ends: dict[str, set[DepartmentPath]] = {}
    for path, name in entries:
        form = _form(name)
        plain.setdefault(form, set()).add(path)
        above = [f"{_form(path[-2])} {form}"] if len(path) > 1 else []
        for one in (*_definite(form), *above):
            forms.setdefault(one, set()).add(path)
        parts = _parts(name)
        if parts:
            ends.setdefault(parts[1], set()).add(path)

    def rank(path: DepartmentPath) -> tuple[bool, bool, int, DepartmentPath]:
        return path not in listed, len(path) < 2 and not _parts(path[-1]), len(path[-1]), path

    respelt: dict[DepartmentPath, DepartmentPath] = {}
    for path in sorted(files, key=rank):
        if len(path) > 1 or _key(path[-1]) in named:
            continue
        form, parts = _form(path[-1]), _parts(path[-1])
        others = {*plain[form], *forms.get(form, ())}.union(*(plain.get(one, ()) for one in _definite(form)))
        apart = {other for other in ends.get(form, ()) if not files[path] & files.get(other, set())}
        if not all((of := _parts(other[-1])) and heads[of[0]] > 1 for other in apart):
            continue
        if parts:
            within = heads[parts[0]] > 1 and parts[0] not in places
            ended = plain.get(parts[1], set()) & listed
            apart |= {other for other in ended if within or parts[0] in map(_form, other[:-1])}
        meant = {respelt.get(other, other) for other in others | apart if rank(other) < rank(path)}
        if len(meant) == 1 and all(_key(other[-1]) != _key(path[-1]) for other in meant):
            respelt[path] = meant.pop()
    return respelt


_ABBREVIATED = {"afd": "afdeling", "dept": "department"}
_SHORT = re.compile(rf"(?:{'|'.join(_ABBREVIATED)})$")
"""At the end of a word: «afd.», «maskinafd.»."""
_APART = re.compile(r"\s*[,:|>]\s+|\s+[-–—/]\s+")
"""What stands between the name of a workplace and that of its department."""


def _full(short: re.Match[str]) -> str:
    return _ABBREVIATED[short[0]]


def _form(name: str) -> str:
    """Return a name as it is compared with other ways to write it."""
    return " ".join(_SHORT.sub(_full, word) for word in same_text(name.replace("&", " og ")).split())


def _definite(form: str) -> Iterator[str]:
    """Yield the definite forms of a name: «køkken» -> «køkkenet», «skole» -> «skolen»."""
    return (form + ending for ending in (("n", "t") if form.endswith("e") else ("en", "et")))


def _parts(name: str) -> tuple[str, str] | None:
    """Return the first and the last part of a name that begins with the workplace, as they are compared."""
    parts = [form for part in _APART.split(name) if (form := _form(part))]
    return (parts[0], parts[-1]) if len(parts) > 1 else None


class _Tree:
    """The departments while they are being put together."""

    def __init__(self, departments: Iterable[Department]) -> None:
        self.entries = {entry.name: entry for entry in departments}
        self.tops = [entry.name for entry in self.entries.values() if not entry.path]
        """Departments at the top of the organisation file; none without one."""
        self.by_key: dict[str, list[str]] = {}
        for entry in self.entries.values():
            for label in (entry.name, *entry.aliases):
                self.know(label, entry.name)

    def know(self, label: str, name: str) -> None:
        """Let a department be known by a label too."""
        names = self.by_key.setdefault(_key(label), [])
        if name not in names:
            names.append(name)

    def find(self, path: DepartmentPath) -> str | tuple[str, ...] | None:
        """Return the name meant, several when the path does not tell them apart, None when unknown."""
        candidates = self.by_key.get(_key(path[-1]), [])
        if len(candidates) > 1 and len(path) > 1:
            above = {_key(label) for label in path[:-1]}
            fitting = [name for name in candidates if above & {_key(part) for part in self.entries[name].path}]
            candidates = fitting or candidates
        if len(path) > 1:
            candidates = [name for name in candidates if not self._elsewhere(name, path)]
        if len(candidates) > 1:
            return tuple(candidates)
        return candidates[0] if candidates else None

    def _elsewhere(self, name: str, path: DepartmentPath) -> bool:
        """Whether a department of that name stands under another parent than the one the path names.

        An organisation file is believed over a parent that it does not know; without one, the labels are all there is.
        """
        parents = self._meant(path[:-1])
        entry = self.entries[name]
        return (
            (bool(parents) or not self.tops)
            and bool(entry.path)
            and name not in parents
            and not set(parents) & set(entry.path)
        )

    def _meant(self, path: DepartmentPath) -> Sequence[str]:
        found = self.find(path)
        if found is None:  # one of that name under another parent is not it, unless the organisation file has no other
            return self.by_key.get(_key(path[-1]), []) if self.tops else []
        return found if isinstance(found, tuple) else (found,)

    def add(self, path: DepartmentPath) -> str:
        """Add the path's departments that are missing; return the name of the deepest."""
        above: tuple[str, ...] = ()
        for depth in range(1, len(path) + 1):
            found = self.find(path[:depth])
            if found is not None:
                name = found[0] if isinstance(found, tuple) else found
            else:
                name = label = path[depth - 1]
                for parent in reversed(path[: depth - 1]):  # several schools may each have a Team A
                    if name in self.entries:
                        name = f"{label} ({parent})" if name == label else f"{name[:-1]}, {parent})"
                self.entries[name] = Department(name=name, path=above)
                self.know(label, name)
            above = (*self.entries[name].path, name)
        return above[-1]

    def unknown(self, path: DepartmentPath, where: CellRef) -> Problem:
        close = difflib.get_close_matches(_key(path[-1]), sorted(self.by_key), n=1)
        values = {"department": path[-1]}
        if close:
            values["suggestion"] = f"«{self.by_key[close[0]][0]}»"
        return Problem("unknown-department", where, values)

    def rooted(self) -> tuple[tuple[Department, ...], str]:
        """All departments under one root, parents first."""
        tops = self.tops or [entry.name for entry in self.entries.values() if not entry.path]
        if len(tops) == 1:  # departments that the file does not know go under its root
            root = tops[0]
        else:
            root = _("The whole workplace")
            self.entries = {root: Department(name=root), **self.entries}
        placed = [
            entry if entry.name == root or entry.path[:1] == (root,) else replace(entry, path=(root, *entry.path))
            for entry in self.entries.values()
        ]
        order = {entry.name: place for place, entry in enumerate(placed)}
        placed.sort(key=lambda entry: tuple(order.get(name, -1) for name in (*entry.path, entry.name)))
        return tuple(placed), root
