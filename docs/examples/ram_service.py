#!/usr/bin/env python3
"""A RAM service with aliases, asked line by line: docs/protocol.md.

It follows three lifetimes (Cascade, FirstClass, Pin) with charging Holder, where every session can name every dataspace
and there are no regions. With the argument "wrong" it has a bug: a freed dataspace gives back frames that an alias shows.

    modelcheck conform --lifetime Pin --frames 2 --dataspaces 3 --against 'python3 docs/examples/ram_service.py'
"""

import json
import sys

WRONG = "wrong" in sys.argv[1:]


class Service:
    def __init__(self, hello):
        self.lifetime = hello["lifetime"]
        self.frames = hello["frames"]
        self.quotas = hello["quotas"]
        self.slots = [None] * hello["dataspaces"]
        self.generations = [0] * hello["dataspaces"]
        self.lost = set()  # frames that the bug has given back

    # What there is.

    def used(self, session):
        return sum(d["length"] for d in self.slots if d and d["owner"] == session)

    def covered(self):
        frames = {f for d in self.slots if d for f in range(d["base"], d["base"] + d["length"])}
        return frames - self.lost if WRONG else frames

    def children(self, slot):
        return [i for i, d in enumerate(self.slots) if d and d["parent"] == slot]

    def named(self, capability):
        """The slot of a capability, if there is a live dataspace that it names."""
        slot, generation = capability
        known = 0 <= slot < len(self.slots) and self.generations[slot] == generation
        return slot if known and self.slots[slot] and self.slots[slot]["life"] == "live" else None

    def first_fit(self, length):
        covered = self.covered()
        for base in range(self.frames - length + 1):
            if not covered & set(range(base, base + length)):
                return base
        return None

    def make(self, dataspace):
        slot = self.slots.index(None)
        self.slots[slot] = dataspace
        self.generations[slot] += 1
        return {"made": [slot, self.generations[slot]]}

    # What can be asked: the checks in the order of docs/semantics.md.

    def alloc(self, session, size):
        if size < 1:
            return {"refused": "InvalidSize"}
        if None not in self.slots:
            return {"refused": "OutOfCaps"}
        if self.used(session) + size > self.quotas[session]:
            return {"refused": "OutOfQuota"}
        base = self.first_fit(size)
        if base is None:
            return {"refused": "OutOfMemory"}
        self.lost -= set(range(base, base + size))
        made = self.make({"life": "live", "owner": session, "base": base, "length": size, "parent": None,
                          "writable": True, "sealed": False})
        return made | {"zeroed": [[base, size]]}

    def alias(self, session, dataspace, writable, offset, size):
        original = self.named(dataspace)
        if original is None:
            return {"refused": "InvalidDataspace"}
        whole = self.slots[original]
        if size < 1 or offset < 0 or offset + size > whole["length"]:
            return {"refused": "InvalidRange"}
        if writable and (not whole["writable"] or whole["sealed"]):
            return {"refused": "PermissionDenied"}
        if None not in self.slots:
            return {"refused": "OutOfCaps"}
        if self.used(session) + size > self.quotas[session]:
            return {"refused": "OutOfQuota"}
        return self.make({"life": "live", "owner": session, "base": whole["base"] + offset, "length": size,
                          "parent": original, "writable": writable, "sealed": False})

    def free(self, session, dataspace):
        return self.upon(session, dataspace, lambda slot: self.release([slot]))

    def revoke(self, session, dataspace):
        return self.upon(session, dataspace, lambda slot: [self.destroy(child) for child in self.children(slot)])

    def seal(self, session, dataspace):
        return self.upon(session, dataspace, lambda slot: self.slots[slot].update(sealed=True))

    def attach(self, session, dataspace):
        return {"refused": "InvalidDataspace" if self.named(dataspace) is None else "OutOfRegions"}

    def share(self, session, receiver, dataspace):
        return {"refused": "InvalidDataspace"} if self.named(dataspace) is None else {}

    def close(self, session):
        self.release([i for i, d in enumerate(self.slots) if d and d["owner"] == session])
        return {}

    # What comes of it.

    def upon(self, session, dataspace, work):
        slot = self.named(dataspace)
        if slot is None:
            return {"refused": "InvalidDataspace"}
        if self.slots[slot]["owner"] != session:
            return {"refused": "NotOwner"}
        work(slot)
        return {}

    def release(self, slots):
        if self.lifetime == "Pin":
            for slot in slots:
                self.slots[slot]["life"] = "zombie"
            self.bury()
            return
        for slot in slots:
            if self.lifetime == "Cascade":
                self.destroy(slot)
            elif self.slots[slot]:
                self.remove(slot)

    def bury(self):
        """Zombies that no alias keeps any more go, and with them perhaps those that they were made from."""
        while True:
            dead = [i for i, d in enumerate(self.slots) if d and d["life"] == "zombie" and not self.children(i)]
            if not dead:
                return
            for slot in dead:
                self.remove(slot)

    def destroy(self, slot):
        if self.slots[slot]:
            for child in self.children(slot):
                self.destroy(child)
            self.remove(slot)

    def remove(self, slot):
        for child in self.children(slot):
            self.slots[child]["parent"] = None
        gone, self.slots[slot] = self.slots[slot], None
        if WRONG:
            self.lost |= set(range(gone["base"], gone["base"] + gone["length"]))

    def view(self):
        covered = self.covered()
        sessions = range(len(self.quotas))
        return {
            "free": "".join("0" if frame in covered else "1" for frame in range(self.frames)),
            "dataspaces": [
                {"life": "none", "generation": g} if d is None
                else d | {"generation": g, "namers": list(sessions) if d["life"] == "live" else []}
                for d, g in zip(self.slots, self.generations)],
            "used": [self.used(session) for session in sessions],
            "quotas": self.quotas,
        }


def answer(service, question):
    if "hello" in question:
        known = question["lifetime"] in ("Cascade", "FirstClass", "Pin") and question["charging"] == "Holder"
        if not known or question["regions"] or question["sharing"] != "open":
            return None, {"unsupported": "only Cascade, FirstClass and Pin with Holder, without regions, all open"}
        return Service(question), {"hello": 1}
    if "view" in question:
        return service, service.view()
    arguments = {name: value for name, value in question.items() if name != "op"}
    return service, getattr(service, question["op"])(**arguments)


service = None
for line in sys.stdin:
    service, said = answer(service, json.loads(line))
    sys.stdout.write(json.dumps(said) + "\n")
    sys.stdout.flush()
