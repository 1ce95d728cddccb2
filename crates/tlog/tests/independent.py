#!/usr/bin/env python3
"""An independent reader of a transparency log.

It shares no code with the log it checks: Python's standard library, the public formats (c2sp.org) and
RFC 6962, RFC 8032, RFC 9162 are all it knows. Tests run it against files and against a running server.

    independent.py checkpoint  --vkey KEY --checkpoint FILE [--witness KEY]...
    independent.py inclusion   --vkey KEY --proof FILE --leaf FILE [--witness KEY]...
    independent.py consistency --vkey KEY --old FILE --new FILE --proof FILE
    independent.py tiles       --vkey KEY --dir DIR

KEY is a verifier key (name+id+base64). DIR holds `checkpoint` and `tile/...` as the log serves them. FILE may be -
for standard input; DIR and FILE may be addresses (http, https) of a running log. The consistency proof is one hash in base64 per line. Accepted: what was accepted goes
to standard output, exit 0. Refused: the reason goes to standard error, exit 1. Wrong use: exit 2.
"""

import argparse
import base64
import binascii
import hashlib
import re
import struct
import sys
import urllib.error
import urllib.request

MAX_NOTE = 64 * 1024


class Refused(Exception):
    """What was looked at does not hold; the text says why."""


def need(condition, why):
    if not condition:
        raise Refused(why)


def sha256(*parts):
    return hashlib.sha256(b"".join(parts)).digest()


def unbase64(text, what, length=None):
    try:
        data = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError) as error:
        raise Refused(f"{what} is not base64") from error
    need(base64.b64encode(data).decode() == text, f"{what} is not canonical base64")
    need(length is None or len(data) == length, f"{what} is not {length} bytes long")
    return data


def decimal(text, what):
    need(re.fullmatch(r"0|[1-9][0-9]{0,19}", text), f"{what} is not a decimal number")
    return int(text)


# Ed25519: the curve -x*x + y*y = 1 + d*x*x*y*y over the integers modulo P. A point is kept as (X, Y, Z, T)
# with x = X/Z, y = Y/Z, x*y = T/Z, so that adding needs no division.

P = 2**255 - 19
ORDER = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, -1, P) % P
ROOT_OF_MINUS_ONE = pow(2, (P - 1) // 4, P)
NEUTRAL = (0, 1, 1, 0)


def add(one, other):
    a = (one[1] - one[0]) * (other[1] - other[0]) % P
    b = (one[1] + one[0]) * (other[1] + other[0]) % P
    c = 2 * one[3] * other[3] * D % P
    d = 2 * one[2] * other[2] % P
    e, f, g, h = b - a, d - c, d + c, b + a
    return (e * f % P, g * h % P, f * g % P, e * h % P)


def times(number, point):
    result = NEUTRAL
    while number:
        if number & 1:
            result = add(result, point)
        point = add(point, point)
        number >>= 1
    return result


def same(one, other):
    return (one[0] * other[2] - other[0] * one[2]) % P == 0 and (one[1] * other[2] - other[1] * one[2]) % P == 0


def point(data):
    """The point that these 32 bytes name: y, and one bit of x."""
    number = int.from_bytes(data, "little")
    odd, y = number >> 255, number & (2**255 - 1)
    need(y < P, "a point of the signature or key is not canonical")
    square = (y * y - 1) * pow(D * y * y + 1, -1, P) % P
    x = pow(square, (P + 3) // 8, P)
    if x * x % P != square:
        x = x * ROOT_OF_MINUS_ONE % P
    need(x * x % P == square, "a point of the signature or key is not on the curve")
    need(x or not odd, "a point of the signature or key has no such sign")
    if x & 1 != odd:
        x = P - x
    return (x, y, 1, x * y % P)


BASE = point((4 * pow(5, -1, P) % P).to_bytes(32, "little"))


def ed25519_holds(public, message, signature):
    if len(signature) != 64:
        return False
    scalar = int.from_bytes(signature[32:], "little")
    if scalar >= ORDER:
        return False
    key, nonce = point(public), point(signature[:32])
    digest = hashlib.sha512(signature[:32] + public + message).digest()
    challenge = int.from_bytes(digest, "little") % ORDER
    return same(times(scalar, BASE), add(nonce, times(challenge, key)))


# Keys, notes, checkpoints.


class Key:
    def __init__(self, text):
        parts = text.split("+", 2)
        need(len(parts) == 3 and parts[0], "the verifier key is not name+id+base64")
        self.name = parts[0]
        typed = unbase64(parts[2], "the verifier key", 33)
        self.kind, self.public = typed[0], typed[1:]
        self.id = sha256(self.name.encode(), b"\n", typed)[:4]
        need(parts[1] == self.id.hex(), "the id of the verifier key does not fit it")
        need(self.kind in (1, 4), "the verifier key is neither a log's (1) nor a witness's (4)")

    def holds(self, text, signature):
        if self.kind == 1:
            return ed25519_holds(self.public, text, signature)
        if len(signature) != 72:
            return False
        (seconds,) = struct.unpack(">Q", signature[:8])
        message = b"cosignature/v1\ntime %d\n" % seconds + text
        return seconds < 2**63 and ed25519_holds(self.public, message, signature[8:])


class Checkpoint:
    """A signed note whose text is a tree head, with the log's signature verified."""

    def __init__(self, note, log, witnesses=()):
        need(len(note) <= MAX_NOTE, "the checkpoint is too long")
        try:
            text = note.decode("utf-8")
        except UnicodeDecodeError as error:
            raise Refused("the checkpoint is not UTF-8") from error
        need(not re.search(r"[\x00-\x09\x0b-\x1f]", text), "the checkpoint has control characters")
        body, gap, rest = text.rpartition("\n\n")
        need(gap and rest.endswith("\n"), "the checkpoint has no signature lines")
        self.text = (body + "\n").encode()
        lines = body.split("\n")
        need(len(lines) >= 3 and all(lines), "the checkpoint has fewer than three lines, or an empty one")
        self.origin = lines[0]
        self.size = decimal(lines[1], "the size")
        self.root = unbase64(lines[2], "the root", 32)
        self.signatures = []
        for line in rest[:-1].split("\n"):
            found = re.fullmatch("\u2014 ([^ +]+) ([^ ]+)", line)
            need(found, "a signature line is malformed")
            data = unbase64(found[2], "a signature")
            need(len(data) > 4, "a signature is too short")
            self.signatures.append((found[1], data[:4], data[4:]))
        need(log.kind == 1, "the key given for the log is not a log's")
        need(log.name == self.origin, f"the checkpoint is of {self.origin}, the key of {log.name}")
        for key in (log, *witnesses):
            self.check(key)

    def check(self, key):
        mine = [s for name, id, s in self.signatures if (name, id) == (key.name, key.id)]
        need(mine, f"{key.name} has not signed")
        for signature in mine:
            need(key.holds(self.text, signature), f"the signature of {key.name} does not fit")


# Trees. Proofs are checked with the counting rules of RFC 9162, from the leaf upwards.


def leaf_hash(data):
    return sha256(b"\x00", data)


def node_hash(left, right):
    return sha256(b"\x01", left, right)


def root_of(hashes):
    """RFC 6962, 2.1, level by level: a last one without a partner rises as it is."""
    if not hashes:
        return sha256()
    while len(hashes) > 1:
        pairs = [node_hash(hashes[i], hashes[i + 1]) for i in range(0, len(hashes) - 1, 2)]
        hashes = pairs + (hashes[-1:] if len(hashes) % 2 else [])
    return hashes[0]


def check_inclusion(path, size, root, index, leaf):
    need(index < size, f"leaf {index} is not in a tree of {size}")
    at, last, found = index, size - 1, leaf
    for step in path:
        need(last > 0, "the path is too long")
        if at & 1 or at == last:
            found = node_hash(step, found)
            while not at & 1 and at:
                at, last = at >> 1, last >> 1
        else:
            found = node_hash(found, step)
        at, last = at >> 1, last >> 1
    need(last == 0, "the path is too short")
    need(found == root, "the path does not lead to the root")


def check_consistency(path, old, old_root, new, new_root):
    need(old <= new, "the old tree is larger than the new one")
    if old == 0:
        need(not path and old_root == sha256(), "nothing is to be proven about the empty tree")
        return
    if old == new:
        need(not path and old_root == new_root, "two roots for one size")
        return
    path = list(path)
    if old & (old - 1) == 0:
        path.insert(0, old_root)
    need(path, "the consistency proof is empty")
    at, last = old - 1, new - 1
    while at & 1:
        at, last = at >> 1, last >> 1
    first = second = path[0]
    for step in path[1:]:
        need(last > 0, "the consistency proof is too long")
        if at & 1 or at == last:
            first, second = node_hash(step, first), node_hash(step, second)
            while not at & 1 and at:
                at, last = at >> 1, last >> 1
        else:
            second = node_hash(second, step)
        at, last = at >> 1, last >> 1
    need(last == 0, "the consistency proof is too short")
    need(first == old_root, "the consistency proof does not lead to the old root")
    need(second == new_root, "the consistency proof does not lead to the new root")


# The commands.


def read(name):
    if name == "-":
        return sys.stdin.buffer.read()
    if re.match(r"https?://", name):
        with urllib.request.urlopen(name, timeout=20) as answer:
            return answer.read()
    with open(name, "rb") as file:
        return file.read()


def accepted(head, more=""):
    print(f"accepted: {head.origin} size {head.size} root {base64.b64encode(head.root).decode()}{more}")


def checkpoint(args):
    accepted(Checkpoint(read(args.checkpoint), Key(args.vkey), [Key(text) for text in args.witness]))


def inclusion(args):
    proof = read(args.proof)
    head, gap, note = proof.partition(b"\n\n")
    need(gap, "the proof has no checkpoint")
    try:
        lines = head.decode("ascii").split("\n")
    except UnicodeDecodeError as error:
        raise Refused("the proof is not ASCII before its checkpoint") from error
    need(lines[0] == "c2sp.org/tlog-proof@v1", "the proof does not begin with its header")
    at = 1
    leaf = read(args.leaf)
    if len(lines) > at and lines[at].startswith("extra "):
        unbase64(lines[at][6:], "the extra data")
        at += 1
    need(len(lines) > at and lines[at].startswith("index "), "the proof has no index")
    index = decimal(lines[at][6:], "the index")
    path = [unbase64(line, "a hash of the path", 32) for line in lines[at + 1 :]]
    signed = Checkpoint(note, Key(args.vkey), [Key(text) for text in args.witness])
    check_inclusion(path, signed.size, signed.root, index, leaf_hash(leaf))
    accepted(signed, f" leaf {index}")


def consistency(args):
    key = Key(args.vkey)
    old, new = Checkpoint(read(args.old), key), Checkpoint(read(args.new), key)
    try:
        lines = read(args.proof).decode("ascii").split("\n")
    except UnicodeDecodeError as error:
        raise Refused("the consistency proof is not ASCII") from error
    path = [unbase64(line, "a hash of the consistency proof", 32) for line in lines if line]
    check_consistency(path, old.size, old.root, new.size, new.root)
    accepted(new, f" grown from size {old.size}")


def tile_file(folder, level, index, width):
    """The tile as served: the partial one, or the full one where the partial one is gone."""
    name = f"{index % 1000:03d}"
    rest = index // 1000
    while rest:
        name = f"x{rest % 1000:03d}/{name}"
        rest //= 1000
    full = f"{folder}/tile/{level}/{name}"
    for path in ([f"{full}.p/{width}"] if width < 256 else []) + [full]:
        try:
            return read(path)
        except (FileNotFoundError, NotADirectoryError):
            continue
        except urllib.error.HTTPError as error:
            if error.code != 404:
                raise
    raise Refused(f"tile/{level}/{name} of width {width} is missing")


def widths(count):
    """Number and width of each tile that holds so many hashes."""
    return [(at, min(256, count - at * 256)) for at in range((count + 255) // 256)]


def entries_of(bundle, width, what):
    entries = []
    at = 0
    while at < len(bundle) and len(entries) < width:
        need(at + 2 <= len(bundle), f"{what} ends in a length")
        (length,) = struct.unpack(">H", bundle[at : at + 2])
        need(at + 2 + length <= len(bundle), f"{what} ends in an entry")
        entries.append(bundle[at + 2 : at + 2 + length])
        at += 2 + length
    need(len(entries) == width, f"{what} has fewer entries than it must")
    return entries


def tiles(args):
    head = Checkpoint(read(f"{args.dir}/checkpoint"), Key(args.vkey))
    hashes = []
    for index, width in widths(head.size):
        bundle = tile_file(args.dir, "entries", index, width)
        hashes += [leaf_hash(entry) for entry in entries_of(bundle, width, f"bundle {index}")]
    root = root_of(hashes)
    level = 0
    while hashes:
        for index, width in widths(len(hashes)):
            stored = tile_file(args.dir, str(level), index, width)
            need(len(stored) % 32 == 0 and len(stored) <= 8192, f"tile {index} of level {level} has an odd length")
            expected = b"".join(hashes[index * 256 : index * 256 + width])
            need(stored[: width * 32] == expected, f"tile {index} of level {level} does not fit the entries")
        full = len(hashes) // 256
        hashes = [root_of(hashes[at * 256 : at * 256 + 256]) for at in range(full)]
        level += 1
    need(root == head.root, "the entries do not lead to the root in the checkpoint")
    accepted(head, f" from {level} levels of tiles")


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    commands = parser.add_subparsers(required=True)
    wanted = {
        checkpoint: ["checkpoint"],
        inclusion: ["proof", "leaf"],
        consistency: ["old", "new", "proof"],
        tiles: ["dir"],
    }
    for run, names in wanted.items():
        command = commands.add_parser(run.__name__)
        command.set_defaults(run=run)
        for name in ["vkey", *names]:
            command.add_argument(f"--{name}", required=True)
        command.add_argument("--witness", action="append", default=[])
    args = parser.parse_args()
    try:
        args.run(args)
    except (Refused, OSError) as reason:
        print(f"refused: {reason}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
