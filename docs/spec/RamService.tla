----------------------------- MODULE RamService -----------------------------
(***************************************************************************)
(* The RAM service of ../semantics.md as a state machine: every operation  *)
(* but Drop and Donate, on platform Native with sealing Future, under      *)
(* eight lifetimes and four charging policies. The numbers of sections     *)
(* below are those of that document. ram_service.pml says the same in the  *)
(* same order; README.md has the counts to expect.                         *)
(*                                                                         *)
(* What SPIN and TLC count as a transition is what section 10 counts: one  *)
(* for each instance of an operation that is granted, also where it leads  *)
(* back to the same state. So no guard may be a disjunction or a           *)
(* quantifier, which TLC would take for several ways to make the same      *)
(* step: a guard is that the refusal, a value, is "None".                  *)
(***************************************************************************)
EXTENDS Integers, FiniteSets

CONSTANTS
    Frames,         \* how many page frames there are
    Sessions,       \* how many sessions
    Dataspaces,     \* how many dataspace slots, which all sessions share
    Regions,        \* how many region slots; 0 switches Attach, Detach and Write off
    Quota,          \* how many frames each session may use
    Operations,     \* the names of the operations that sessions may ask for
    Lifetime,       \* one of Lifetimes
    Charging,       \* one of Chargings
    Sharing,        \* "open" or "delegated"
    Contents,       \* whether a frame carries the session that wrote it last
    AliasCost       \* what an alias costs its owner under lifetime Managed

Lifetimes ==
    {"Cascade", "FirstClass", "Reparent", "Pin", "Refuse", "SessionBound", "Managed", "Replace"}

Chargings == {"Allocator", "Holder", "Heir", "Nobody"}

ASSUME
    /\ Frames \in 1..32 /\ Sessions \in 1..8 /\ Dataspaces \in 1..16 /\ Regions \in 0..8
    /\ Quota \in Nat /\ AliasCost \in Nat
    /\ Lifetime \in Lifetimes /\ Charging \in Chargings
    /\ Sharing \in {"open", "delegated"} /\ Contents \in BOOLEAN
    /\ Contents => Regions > 0

SessionIds == 0..(Sessions - 1)
FrameIds == 0..(Frames - 1)
Slots == 0..(Dataspaces - 1)
RegionSlots == 0..(Regions - 1)
None == -1

(* Section 1: what sessions may ask for is also bounded by the scope. *)
May(operation) ==
    /\ operation \in Operations
    /\ operation \in {"Attach", "Detach", "Write"} => Regions > 0
    /\ operation = "Write" => Contents
    /\ operation = "Share" => Sharing = "delegated"

-----------------------------------------------------------------------------
(* Section 2: the state. *)

VARIABLES
    slot,       \* for each dataspace slot, Empty or a dataspace
    region,     \* for each region slot, NoRegion or a region
    payer,      \* for each frame, who pays for it under charging Allocator, or None
    writer      \* for each frame, who wrote it last, or None

vars == <<slot, region, payer, writer>>

(* What is empty has no other fields, so that it has one form only. *)
Empty == [life |-> "Empty"]
NoRegion == [session |-> None]

(* Holders are recorded under delegated sharing, and never of a zombie; the kind where it plays a part. *)
Dataspace ==
    [life : {"Live", "Zombie", "Hollow"}, owner : SessionIds, base : FrameIds, length : 1..Frames,
     parent : Slots \cup {None}, writable : BOOLEAN, sealed : BOOLEAN,
     holders : SUBSET SessionIds, kind : {"Ram", "Alias"}]

(* On Native a region goes with its dataspace, so that there is always one. *)
Region ==
    [session : SessionIds, through : Slots, base : FrameIds, length : 1..Frames, writable : BOOLEAN]

RecordsKind == (Lifetime = "Managed" \/ Charging = "Nobody") /\ Lifetime # "Replace"

Part(base, length) == base..(base + length - 1)
Extent(thing) == Part(thing.base, thing.length)

(* Derived notions. They are told the slots, since a step asks them of its way to the next state, too. *)
Occupied(sl) == {d \in Slots : sl[d].life # "Empty"}
Live(sl) == {d \in Slots : sl[d].life = "Live"}
Zombies(sl) == {d \in Slots : sl[d].life = "Zombie"}
Children(sl, set) == {d \in Occupied(sl) : sl[d].parent \in set}

RECURSIVE Below(_, _)
Below(sl, set) ==
    LET more == set \cup Children(sl, set)
    IN  IF more = set THEN set ELSE Below(sl, more)

Descendants(sl, set) == Below(sl, Children(sl, set))

(* Section 7: on Native the extents of Live dataspaces and zombies pin frames. *)
Allocated(sl) == UNION {Extent(sl[d]) : d \in Live(sl) \cup Zombies(sl)}

EmptySlots == Slots \ Occupied(slot)
EmptyRegionSlots == {r \in RegionSlots : region[r].session = None}
FreeFrames == FrameIds \ Allocated(slot)

Lowest(set) == CHOOSE least \in set : \A other \in set : least <= other

(* First fit: where n frames fit into free ones. *)
Fits(n) == {base \in FrameIds : Part(base, n) \subseteq FreeFrames}

CanName(s, d) ==
    /\ slot[d].life \in {"Live", "Hollow"}
    /\ Sharing = "delegated" => s \in slot[d].holders

Owns(s, d) == slot[d].owner = s

HasRegion(s, r) == region[r].session = s

-----------------------------------------------------------------------------
(* Section 6: charging. *)

Covering ==
    {d \in Live(slot) \cup Zombies(slot) : Lifetime = "Managed" => slot[d].kind = "Ram"}

(* Those of a set of dataspaces that show a frame. *)
Showing(set, f) == {d \in set : f \in Extent(slot[d])}

OwnedBy(set, s) == {d \in set : Owns(s, d)}

Roots(f) == {d \in Showing(Covering, f) : slot[d].parent = None}

Charged(s, f) ==
    CASE Charging = "Allocator" -> IF payer[f] = s THEN 1 ELSE 0
      [] Charging = "Holder" -> Cardinality(OwnedBy(Showing(Covering, f), s))
      [] Charging = "Heir" -> IF Roots(f) = {} THEN 0 ELSE IF Owns(s, Lowest(Roots(f))) THEN 1 ELSE 0
      [] Charging = "Nobody" ->
            Cardinality({d \in OwnedBy(Showing(Live(slot), f), s) : slot[d].kind = "Ram"})

ChargedInAll(s) ==
    LET sum[n \in 0..Frames] == IF n = 0 THEN 0 ELSE sum[n - 1] + Charged(s, n - 1)
    IN  sum[Frames]

AliasesOf(s) == {d \in OwnedBy(Occupied(slot), s) : slot[d].kind = "Alias"}

Used(s) ==
    ChargedInAll(s) + (IF Lifetime = "Managed" THEN AliasCost * Cardinality(AliasesOf(s)) ELSE 0)

(* Where nothing is to be paid for an alias, its quota is not checked, although it may be exceeded (Heir). *)
IsPriced == Lifetime = "Managed" \/ Charging = "Holder"
Price(size) == IF Lifetime = "Managed" THEN AliasCost ELSE size

-----------------------------------------------------------------------------
(* Section 5: destruction. The policies here treat an alias of the same session as any other, a mapping is Unmapped *)
(* and a capability Withdrawn; so a rule is the fate of an alias. *)

FateOnFree ==
    CASE Lifetime \in {"Cascade", "Replace"} -> "Destroyed"
      [] Lifetime = "FirstClass" -> "Orphaned"
      [] Lifetime = "Reparent" -> "Adopted"
      [] Lifetime \in {"Pin", "SessionBound"} -> "Pinning"
      [] Lifetime = "Managed" -> "Hollowed"
      [] Lifetime = "Refuse" -> "Refusing"

FateOnClose == IF Lifetime \in {"Refuse", "SessionBound"} THEN "Destroyed" ELSE FateOnFree

(* The greatest subset of doomed of which each member has a child that is not doomed, or is in that subset itself. *)
RECURSIVE Pinned(_, _, _)
Pinned(sl, doomed, pinned) ==
    LET kept == {d \in pinned : Children(sl, {d}) \ (doomed \ pinned) # {}}
    IN  IF kept = pinned THEN pinned ELSE Pinned(sl, doomed, kept)

(* The first ancestor that is not lost and no zombie, or None. *)
RECURSIVE FosterParent(_, _, _)
FosterParent(sl, d, lost) ==
    LET parent == sl[d].parent
    IN  IF parent = None THEN None
        ELSE IF parent \in lost \cup Zombies(sl) THEN FosterParent(sl, parent, lost)
        ELSE parent

(* What goes, and the zombies whose last child goes with it. *)
RECURSIVE WithUnkept(_, _, _)
WithUnkept(sl, gone, zombies) ==
    LET more == gone \cup {d \in zombies : Children(sl, {d}) \subseteq gone}
    IN  IF more = gone THEN gone ELSE WithUnkept(sl, more, zombies)

(* The slots afterwards, and the dataspaces whose regions end. The numbers are those of the steps of section 5. *)
Destroy(sl, first, fate) ==
    LET doomed == IF fate = "Destroyed" THEN Below(sl, first) ELSE first                              \* 1
        hollowed == IF fate = "Hollowed" THEN Descendants(sl, doomed) \ doomed ELSE {}                \* 2
        pinned == IF fate = "Pinning" THEN Pinned(sl, doomed, doomed) ELSE {}                         \* 3
        lost == doomed \ pinned
        moved == [d \in Slots |->                                                                     \* 4
            IF d \in Children(sl, lost) \ lost
            THEN [sl[d] EXCEPT !.parent = IF fate = "Adopted" THEN FosterParent(sl, d, doomed) ELSE None]
            ELSE sl[d]]
        gone == WithUnkept(moved, lost, Zombies(sl) \cup pinned)                                      \* 6
    IN  [slot |-> [d \in Slots |->                                                                    \* 7
            IF d \in gone THEN Empty
            ELSE IF d \in pinned THEN [moved[d] EXCEPT !.life = "Zombie", !.holders = {}]
            ELSE IF d \in hollowed THEN [moved[d] EXCEPT !.life = "Hollow"]
            ELSE moved[d]],
         ended |-> doomed \cup hollowed]                                                              \* 5

(* The regions without those that were attached through some dataspaces. *)
WithoutThrough(rg, ended) ==
    [r \in RegionSlots |-> IF rg[r].session # None /\ rg[r].through \in ended THEN NoRegion ELSE rg[r]]

(* A step: what it makes of the slots, the regions and the frames. A frame that has become free loses its records. *)
Become(sl, rg, paid, written) ==
    /\ slot' = sl
    /\ region' = rg
    /\ payer' = [f \in FrameIds |-> IF f \in Allocated(sl) THEN paid[f] ELSE None]
    /\ writer' = [f \in FrameIds |-> IF f \in Allocated(sl) THEN written[f] ELSE None]

-----------------------------------------------------------------------------
(* Section 3: the operations. A refusal is the first check that fails, and changes nothing. *)

Made(s, extent, parent, writable, kind) ==
    [life |-> "Live", owner |-> s, base |-> extent.base, length |-> extent.length, parent |-> parent,
     writable |-> writable, sealed |-> FALSE, holders |-> IF Sharing = "delegated" THEN {s} ELSE {},
     kind |-> IF RecordsKind THEN kind ELSE "Ram"]

RefusalOfAlloc(s, n) ==
    IF n < 1 THEN "InvalidSize"
    ELSE IF EmptySlots = {} THEN "OutOfCaps"
    ELSE IF Used(s) + n > Quota THEN "OutOfQuota"
    ELSE IF Fits(n) = {} THEN "OutOfMemory"
    ELSE "None"

Alloc(s, n) ==
    /\ RefusalOfAlloc(s, n) = "None"
    /\ LET base == Lowest(Fits(n))
           made == Made(s, [base |-> base, length |-> n], None, TRUE, "Ram")
       IN  Become(
               [slot EXCEPT ![Lowest(EmptySlots)] = made],
               region,
               [f \in FrameIds |-> IF Charging = "Allocator" /\ f \in Part(base, n) THEN s ELSE payer[f]],
               [f \in FrameIds |-> IF f \in Part(base, n) THEN None ELSE writer[f]])

RefusalOfAlias(s, d, part) ==
    IF ~CanName(s, d) THEN "InvalidDataspace"
    ELSE IF Lifetime = "Replace" /\ ~Owns(s, d) THEN "NotOwner"
    ELSE IF part.size < 1 \/ part.offset + part.size > slot[d].length THEN "InvalidRange"
    ELSE IF slot[d].life = "Hollow" THEN "NoBacking"
    ELSE IF part.writable /\ (~slot[d].writable \/ slot[d].sealed) THEN "PermissionDenied"
    ELSE IF EmptySlots = {} THEN "OutOfCaps"
    ELSE IF IsPriced /\ Used(s) + Price(part.size) > Quota THEN "OutOfQuota"
    ELSE "None"

(* Under Replace the alias has no parent and its original is destroyed. *)
Alias(s, d, part) ==
    /\ RefusalOfAlias(s, d, part) = "None"
    /\ LET extent == [base |-> slot[d].base + part.offset, length |-> part.size]
           parent == IF Lifetime = "Replace" THEN None ELSE d
           made == [slot EXCEPT ![Lowest(EmptySlots)] = Made(s, extent, parent, part.writable, "Alias")]
           after == Destroy(made, IF Lifetime = "Replace" THEN {d} ELSE {}, FateOnFree)
       IN  Become(after.slot, WithoutThrough(region, after.ended), payer, writer)

RefusalOfFree(s, d) ==
    IF ~CanName(s, d) THEN "InvalidDataspace"
    ELSE IF ~Owns(s, d) THEN "NotOwner"
    ELSE IF FateOnFree = "Refusing" /\ Children(slot, {d}) # {} THEN "HasAliases"
    ELSE "None"

Free(s, d) ==
    /\ RefusalOfFree(s, d) = "None"
    /\ LET after == Destroy(slot, {d}, FateOnFree)
       IN  Become(after.slot, WithoutThrough(region, after.ended), payer, writer)

RefusalOfRevoke(s, d) ==
    IF ~CanName(s, d) THEN "InvalidDataspace"
    ELSE IF ~Owns(s, d) THEN "NotOwner"
    ELSE "None"

Revoke(s, d) ==
    /\ RefusalOfRevoke(s, d) = "None"
    /\ LET after == Destroy(slot, Descendants(slot, {d}), "Destroyed")
       IN  Become(after.slot, WithoutThrough(region, after.ended), payer, writer)

RefusalOfSeal(s, d) == RefusalOfRevoke(s, d)

Seal(s, d) ==
    /\ RefusalOfSeal(s, d) = "None"
    /\ Become([slot EXCEPT ![d].sealed = TRUE], region, payer, writer)

RefusalOfAttach(s, d) ==
    IF ~CanName(s, d) THEN "InvalidDataspace"
    ELSE IF EmptyRegionSlots = {} THEN "OutOfRegions"
    ELSE IF slot[d].life = "Hollow" THEN "NoBacking"
    ELSE "None"

Attach(s, d) ==
    /\ RefusalOfAttach(s, d) = "None"
    /\ LET made == [session |-> s, through |-> d, base |-> slot[d].base, length |-> slot[d].length,
                    writable |-> slot[d].writable /\ ~slot[d].sealed]
       IN  Become(slot, [region EXCEPT ![Lowest(EmptyRegionSlots)] = made], payer, writer)

RefusalOfDetach(s, r) == IF ~HasRegion(s, r) THEN "InvalidRegion" ELSE "None"

Detach(s, r) ==
    /\ RefusalOfDetach(s, r) = "None"
    /\ Become(slot, [region EXCEPT ![r] = NoRegion], payer, writer)

RefusalOfShare(s, t, d) == IF ~CanName(s, d) THEN "InvalidDataspace" ELSE "None"

Share(s, t, d) ==
    /\ RefusalOfShare(s, t, d) = "None"
    /\ Become([slot EXCEPT ![d].holders = @ \cup {t}], region, payer, writer)

RefusalOfWrite(s, r, i) ==
    IF ~HasRegion(s, r) THEN "InvalidRegion"
    ELSE IF ~region[r].writable THEN "PermissionDenied"
    ELSE IF i >= region[r].length THEN "InvalidRange"
    ELSE "None"

Write(s, r, i) ==
    /\ RefusalOfWrite(s, r, i) = "None"
    /\ Become(slot, region, payer, [writer EXCEPT ![region[r].base + i] = s])

(* Nothing refuses it: the regions of s go, then the capabilities that it holds, then all that it owns, zombies and *)
(* hollow dataspaces included. *)
Close(s) ==
    LET left == [d \in Slots |->
            IF d \in Occupied(slot) THEN [slot[d] EXCEPT !.holders = @ \ {s}] ELSE Empty]
        unmapped == [r \in RegionSlots |-> IF HasRegion(s, r) THEN NoRegion ELSE region[r]]
        after == Destroy(left, OwnedBy(Occupied(slot), s), FateOnClose)
    IN  Become(after.slot, WithoutThrough(unmapped, after.ended), payer, writer)

-----------------------------------------------------------------------------
(* Section 10: what is asked in every state. *)

(* Every part of a dataspace, read-only and writable, and one that is too long; of an empty slot, one frame. *)
Parts(d) ==
    IF slot[d].life = "Empty" THEN {[writable |-> FALSE, offset |-> 0, size |-> 1]}
    ELSE LET length == slot[d].length
         IN  {part \in [writable : BOOLEAN, offset : 0..(length - 1), size : 1..length] :
                 part.offset + part.size <= length}
             \cup {[writable |-> FALSE, offset |-> 0, size |-> length + 1]}

(* Every index into a region, and one too far; of an empty slot, 0. *)
Indices(r) == IF region[r].session = None THEN {0} ELSE 0..region[r].length

Asked(s) ==
    \/ May("Alloc") /\ \E n \in 0..Frames : Alloc(s, n)
    \/ May("Alias") /\ \E d \in Slots : \E part \in Parts(d) : Alias(s, d, part)
    \/ May("Free") /\ \E d \in Slots : Free(s, d)
    \/ May("Revoke") /\ \E d \in Slots : Revoke(s, d)
    \/ May("Seal") /\ \E d \in Slots : Seal(s, d)
    \/ May("Attach") /\ \E d \in Slots : Attach(s, d)
    \/ May("Detach") /\ \E r \in RegionSlots : Detach(s, r)
    \/ May("Share") /\ \E t \in SessionIds \ {s} : \E d \in Slots : Share(s, t, d)
    \/ May("Write") /\ \E r \in RegionSlots : \E i \in Indices(r) : Write(s, r, i)
    \/ May("Close") /\ Close(s)

Init ==
    /\ slot = [d \in Slots |-> Empty]
    /\ region = [r \in RegionSlots |-> NoRegion]
    /\ payer = [f \in FrameIds |-> None]
    /\ writer = [f \in FrameIds |-> None]

Next == \E s \in SessionIds : Asked(s)

Spec == Init /\ [][Next]_vars

-----------------------------------------------------------------------------
(* What a state looks like: one form of each. *)

TypeOK ==
    /\ \A d \in Slots : slot[d] = Empty \/ slot[d] \in Dataspace
    /\ \A r \in RegionSlots : region[r] = NoRegion \/ region[r] \in Region
    /\ \A f \in FrameIds : payer[f] \in SessionIds \cup {None} /\ writer[f] \in SessionIds \cup {None}

Canonical ==
    /\ \A d \in Occupied(slot) :
        /\ (Sharing = "open" \/ slot[d].life = "Zombie") => slot[d].holders = {}
        /\ ~RecordsKind => slot[d].kind = "Ram"
    /\ \A f \in FrameIds :
        /\ Charging # "Allocator" => payer[f] = None
        /\ ~Contents => writer[f] = None

(* Section 8: the invariants. Whether one holds depends on the policy; the configurations name those that do within *)
(* their scope. Those that do not apply within a scope hold there. *)

Shown == UNION {Extent(slot[d]) : d \in Live(slot)}
RegionsInUse == {r \in RegionSlots : region[r].session # None}

ChargedToAll(f) ==
    LET sum[n \in 0..Sessions] == IF n = 0 THEN 0 ELSE sum[n - 1] + Charged(n - 1, f)
    IN  sum[Sessions]

FrameConservation ==
    /\ Charging = "Allocator" => \A f \in FrameIds : (payer[f] # None) <=> (f \in Allocated(slot))
    /\ \A f \in FrameIds : (writer[f] # None) => (f \in Allocated(slot))
    /\ Shown \subseteq Allocated(slot)

HasParent == {d \in Occupied(slot) : slot[d].parent # None}

AliasWithinParent == \A d \in HasParent : Extent(slot[d]) \subseteq Extent(slot[slot[d].parent])

NoPermissionEscalation == \A d \in HasParent : slot[d].writable => slot[slot[d].parent].writable

QuotaRespected == \A s \in SessionIds : Used(s) <= Quota

NoFreeMemory == \A f \in Allocated(slot) : ChargedToAll(f) >= 1

NoDoubleCharge == \A f \in FrameIds : ChargedToAll(f) <= 1

PaysOnlyForOwn ==
    \A s \in SessionIds, f \in FrameIds : Charged(s, f) <= Cardinality(OwnedBy(Showing(Live(slot), f), s))

QuotaBacksMemory ==
    (Sessions * Quota <= Frames /\ \E s \in SessionIds : Used(s) < Quota) => FreeFrames # {}

NoStrandedFrames == Allocated(slot) \subseteq Shown

AlwaysBacked == \A d \in Slots : slot[d].life # "Hollow"

NoAccessAfterFree == \A r \in RegionsInUse : slot[region[r].through].life = "Live"

NoStaleAccess == \A r \in RegionsInUse : Extent(region[r]) \subseteq Allocated(slot)

SealIsFinal ==
    \A r \in RegionsInUse, d \in Live(slot) :
        region[r].writable /\ slot[d].sealed => Extent(region[r]) \cap Extent(slot[d]) = {}

=============================================================================
