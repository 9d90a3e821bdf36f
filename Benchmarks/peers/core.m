-- The fragment "core" of docs/semantics.md for rumur (Murphi): Alloc, Alias and Free, charging Holder, platform Native,
-- open sharing, no regions. Exact: rumur stores whole states, packed to the bit. Every rule is one transition of the
-- contract, so "rules fired" are its transitions. An empty slot is cleared, so that nothing dead splits states, and
-- symmetry stays off, as in the pinned counts.
--
-- Most of the time goes into guards, which are asked for every instance of a rule in every state. So a guard has its
-- rarest part first, and what guards need is kept in the state: it follows from the dataspaces and splits no states.
-- That it does follow from them is an invariant.
--
-- The four numbers and the lifetime are replaced before each run.

const
  F: 4;
  S: 2;
  D: 5;
  Q: 4;
  CASCADE: true;

type
  session: 0 .. S - 1;
  slot: 0 .. D - 1;
  offset: 0 .. F - 1;
  size: 1 .. F;
  dataspace: record
    length: 0 .. F;        -- 0: the slot is empty
    base: offset;
    owner: session;
    writable: boolean;
    parent: 0 .. D;        -- D: none
  end;

var
  dataspaces: array [slot] of dataspace;
  vacant: 0 .. D;                             -- empty slots
  unused: array [session] of 0 .. Q;          -- what each session may still use
  covers: array [offset] of 0 .. D;           -- how many dataspaces cover each frame

function lowestEmpty(): slot;
begin
  for d: slot do
    if dataspaces[d].length = 0 then return d; end;
  end;
  error "no empty slot";
end;

-- The lowest base of n free frames; F for none.
function firstFit(n: size): 0 .. F;
var run: 0 .. F;
begin
  run := 0;
  for f: offset do
    if covers[f] = 0 then run := run + 1; else run := 0; end;
    if run = n then return f + 1 - n; end;
  end;
  return F;
end;

function used(s: session): 0 .. D * F;
var sum: 0 .. D * F;
begin
  sum := 0;
  for d: slot do
    if dataspaces[d].owner = s then sum := sum + dataspaces[d].length; end;
  end;
  return sum;
end;

function covering(f: offset): 0 .. D;
var sum: 0 .. D;
begin
  sum := 0;
  for d: slot do
    if dataspaces[d].base <= f & f < dataspaces[d].base + dataspaces[d].length then sum := sum + 1; end;
  end;
  return sum;
end;

procedure make(s: session; start: offset; n: size; w: boolean; parent: 0 .. D);
var made: slot;
begin
  made := lowestEmpty();
  dataspaces[made].length := n;
  dataspaces[made].base := start;
  dataspaces[made].owner := s;
  dataspaces[made].writable := w;
  dataspaces[made].parent := parent;
  vacant := vacant - 1;
  unused[s] := unused[s] - n;
  for f := start to start + n - 1 do covers[f] := covers[f] + 1; end;
end;

procedure clear_slot(d: slot);
begin
  dataspaces[d].length := 0;
  dataspaces[d].base := 0;
  dataspaces[d].owner := 0;
  dataspaces[d].writable := false;
  dataspaces[d].parent := 0;
end;

procedure destroy(d: slot);
begin
  vacant := vacant + 1;
  unused[dataspaces[d].owner] := unused[dataspaces[d].owner] + dataspaces[d].length;
  for f := dataspaces[d].base to dataspaces[d].base + dataspaces[d].length - 1 do covers[f] := covers[f] - 1; end;
  clear_slot(d);
end;

ruleset s: session; n: size do
  rule "Alloc" vacant > 0 & n <= unused[s] & firstFit(n) < F ==>
  begin
    make(s, firstFit(n), n, true, D);
  end;
end;

ruleset d: slot; o: offset; n: size; w: boolean; s: session do
  rule "Alias"
    vacant > 0 & n <= unused[s] & o + n <= dataspaces[d].length & (!w | dataspaces[d].writable) ==>
  begin
    make(s, dataspaces[d].base + o, n, w, d);
  end;
end;

ruleset d: slot do
  rule "Free" dataspaces[d].length != 0 ==>
  var gone: array [slot] of boolean; grown: boolean;
  begin
    if CASCADE then
      for e: slot do gone[e] := e = d; end;
      grown := true;
      while grown do
        grown := false;
        for e: slot do
          if !gone[e] & dataspaces[e].length != 0 & dataspaces[e].parent != D then
            if gone[dataspaces[e].parent] then gone[e] := true; grown := true; end;
          end;
        end;
      end;
      for e: slot do
        if gone[e] then destroy(e); end;
      end;
    else
      for e: slot do
        if dataspaces[e].length != 0 & dataspaces[e].parent = d then dataspaces[e].parent := D; end;
      end;
      destroy(d);
    end;
  end;
end;

startstate
begin
  for d: slot do clear_slot(d); end;
  vacant := D;
  for s: session do unused[s] := Q; end;
  for f: offset do covers[f] := 0; end;
end;

-- Here a frame is allocated iff a live dataspace covers it, each dataspace is paid for by its owner, and there are
-- neither zombies nor hollow dataspaces. So that the records are right is FrameConservation, NoStrandedFrames,
-- NoFreeMemory, PaysOnlyForOwn and AlwaysBacked.
invariant "the frames that are recorded as covered are those that dataspaces cover"
  forall f: offset do covers[f] = covering(f) end;

invariant "QuotaRespected, and what is recorded as unused is what is left"
  forall s: session do used(s) + unused[s] = Q end;

invariant "AliasWithinParent"
  forall d: slot do
    (dataspaces[d].length != 0 & dataspaces[d].parent != D) ->
      (dataspaces[d].base >= dataspaces[dataspaces[d].parent].base
      & dataspaces[d].base + dataspaces[d].length
        <= dataspaces[dataspaces[d].parent].base + dataspaces[dataspaces[d].parent].length)
  end;

invariant "NoPermissionEscalation"
  forall d: slot do
    (dataspaces[d].writable & dataspaces[d].parent != D) -> dataspaces[dataspaces[d].parent].writable
  end;
