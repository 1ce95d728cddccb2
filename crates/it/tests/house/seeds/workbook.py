"""Reads an XLSX with nothing but Python's standard library and prints its sheets as JSON: {name: [[cell, ...], ...]}.
Numbers are numbers, words are words, an empty cell is null. It shares no code with the program that writes the file.

Usage: workbook.py FILE
"""

import json
import posixpath
import sys
import zipfile
from xml.etree import ElementTree

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
ID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
RELATION = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"


def tree(book, name):
    return ElementTree.fromstring(book.read(name))


def words(element):
    return "".join(part.text or "" for part in element.iter(MAIN + "t"))


def column(reference):
    number = 0
    for letter in reference.rstrip("0123456789"):
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1


def value(cell, shared):
    kind, content = cell.get("t", "n"), cell.findtext(MAIN + "v")
    if kind == "inlineStr":
        return words(cell)
    if content is None:
        return None
    if kind == "s":
        return shared[int(content)]
    if kind == "n":
        number = float(content)
        return int(number) if number.is_integer() else number
    if kind == "str":
        return content
    raise ValueError(f"{cell.get('r')} holds a {kind}")


def rows(sheet, shared):
    for row in sheet.iter(MAIN + "row"):
        cells = {column(cell.get("r")): value(cell, shared) for cell in row.iter(MAIN + "c")}
        yield [cells.get(at) for at in range(max(cells, default=-1) + 1)]


def main(path):
    with zipfile.ZipFile(path) as book:
        if book.testzip() is not None:
            raise ValueError("a part of the file does not match its checksum")
        shared = []
        if "xl/sharedStrings.xml" in book.namelist():
            shared = [words(entry) for entry in tree(book, "xl/sharedStrings.xml").iter(MAIN + "si")]
        parts = {one.get("Id"): one.get("Target") for one in tree(book, "xl/_rels/workbook.xml.rels").iter(RELATION)}
        told = {}
        for sheet in tree(book, "xl/workbook.xml").iter(MAIN + "sheet"):
            part = posixpath.normpath(posixpath.join("/xl", parts[sheet.get(ID)])).lstrip("/")
            told[sheet.get("name")] = list(rows(tree(book, part), shared))
    json.dump(told, sys.stdout)


if __name__ == "__main__":
    main(sys.argv[1])
