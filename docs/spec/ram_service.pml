/*
 * The RAM service of ../semantics.md for SPIN: every operation but Drop and Donate, on platform Native with sealing
 * Future, under eight lifetimes and four charging policies. The numbers of sections below are those of that document.
 * RamService.tla says the same in the same order; README.md has the commands.
 *
 *  - Each instance of an operation (section 10) is a process that never ends. What it takes to be granted is its guard,
 *    and a step of it is a d_step: one transition. An instance that is refused leads nowhere, so the order of checks
 *    is of no account here.
 *  - What follows from a state and a guard needs is worked out by the step that leads to it, and kept: it is the same
 *    wherever the state is the same, so that it splits none. What only a step needs is hidden, and no part of the
 *    state.
 *  - What is empty is all zero, so that a state has one form only.
 *
 * Two of the states that SPIN stores are none of the service: before init has begun all instances, and after. So
 * "stored" is our number of states and one more, and "stored + matched" our number of transitions and two more.
 */

/* The scope, section 1. */
#ifndef FRAMES
#define FRAMES 2
#endif
#ifndef SESSIONS
#define SESSIONS 2
#endif
#ifndef DATASPACES
#define DATASPACES 2
#endif
#ifndef REGIONS
#define REGIONS 1
#endif
#ifndef QUOTA
#define QUOTA 2
#endif
#ifndef DELEGATED
#define DELEGATED 0     /* sharing: 0 open, 1 delegated */
#endif
#ifndef CONTENTS
#define CONTENTS 0      /* whether a frame carries the session that wrote it last */
#endif
#ifndef ALIAS_COST
#define ALIAS_COST 1
#endif

/* The operations that sessions may ask for; -DOPERATIONS=ALLOC+FREE, and so on. */
#define ALLOC  1
#define ALIAS  2
#define FREE   4
#define REVOKE 8
#define SEAL   16
#define ATTACH 32
#define DETACH 64
#define SHARE  128
#define WRITE  256
#define CLOSE  512
#ifndef OPERATIONS
#define OPERATIONS 1023
#endif

/* The policies. With -DLIFETIME=Pin -DCHARGING=Heir the policy is fixed; without, pan is told by its environment. */
#define Cascade      1
#define FirstClass   2
#define Reparent     3
#define Pin          4
#define Refuse       5
#define SessionBound 6
#define Managed      7
#define Replace      8

#define Allocator 1
#define Holder    2
#define Heir      3
#define Nobody    4

hidden byte lifetime;
hidden byte charging;

/* The invariants, section 8. With -DREQUIRED=QuotaRespected+AlwaysBacked SPIN looks for a state that breaks one. */
#define FrameConservation      1
#define AliasWithinParent      2
#define NoPermissionEscalation 4
#define QuotaRespected         8
#define NoFreeMemory           16
#define NoDoubleCharge         32
#define PaysOnlyForOwn         64
#define QuotaBacksMemory       128
#define NoStrandedFrames       256
#define AlwaysBacked           512
#define NoAccessAfterFree      1024
#define NoStaleAccess          2048
#define SealIsFinal            4096
#ifndef REQUIRED
#define REQUIRED 0
#endif

/* Section 2: the state. */

#define NONE 255

#define EMPTY  0
#define LIVE   1
#define ZOMBIE 2
#define HOLLOW 3

typedef Dataspace {
	byte life;
	byte owner;
	byte base;
	byte length;
	byte parent;            /* a slot, or NONE */
	bool writable;
	bool sealed;
	byte holders;           /* a set; recorded under delegated sharing, and never of a zombie */
	bool alias              /* the kind; recorded where it plays a part */
};

/* On Native a region goes with its dataspace, so that there is always one. */
typedef Region {
	bool used;
	byte session;
	byte through;
	byte base;
	byte length;
	bool writable
};

Dataspace slot[DATASPACES];
#if REGIONS
Region region[REGIONS];
#else
Region region[1];               /* an array has one element at least; this one is never used */
#endif
byte payer[FRAMES] = NONE;      /* under charging Allocator */
byte writer[FRAMES] = NONE;     /* the session that wrote the frame last */

#define RECORDS_KIND ((lifetime == Managed || charging == Nobody) && lifetime != Replace)

/* What follows from the state, kept so that a guard can be an expression. */
byte used[SESSIONS];            /* used(s) */
byte empty_slot;                /* the lowest; DATASPACES for none */
byte empty_region;              /* the lowest; REGIONS for none */
byte fit[FRAMES + 1];           /* first fit: the lowest base of n free frames; FRAMES for none */
int parents;                    /* the dataspaces that have children */

/* Sets are bits of an int. */
#define HAS(set, x) (((set) >> (x)) & 1)
#define ONE(x) (1 << (x))
#define PART(base, length) (((1 << (length)) - 1) << (base))
#define EXTENT(d) PART(slot[d].base, slot[d].length)
#define CHILD_OF(set, d) (slot[d].life != EMPTY && slot[d].parent != NONE && HAS(set, slot[d].parent))

#define CAN_NAME(s, d) \
	((slot[d].life == LIVE || slot[d].life == HOLLOW) && (!DELEGATED || HAS(slot[d].holders, s)))
#define OWNS(s, d) (slot[d].owner == s)
#define HAS_REGION(s, r) (region[r].used && region[r].session == s)

/* Section 6: charging. */

/* Those that cover frames for the purpose of charging: under Managed an alias shows the frames of its original. */
#define COVERS(d) ((slot[d].life == LIVE || slot[d].life == ZOMBIE) && !(lifetime == Managed && slot[d].alias))

#define CHARGED(s, f) charged[(s) * FRAMES + (f)]

hidden byte d, e, f, s, r, n;   /* what loops run over */
hidden byte charged[SESSIONS * FRAMES];
hidden int allocated, inherited;

inline charge()
{
	for (s : 0 .. SESSIONS - 1) {
		for (f : 0 .. FRAMES - 1) {
			CHARGED(s, f) = (charging == Allocator && payer[f] == s)
		}
	}
	inherited = 0;
	for (d : 0 .. DATASPACES - 1) {
		if
		:: COVERS(d) && (charging == Holder
			|| charging == Nobody && slot[d].life == LIVE && !slot[d].alias
			|| charging == Heir && slot[d].parent == NONE) ->
			for (f : slot[d].base .. slot[d].base + slot[d].length - 1) {
				if
				:: !(charging == Heir && HAS(inherited, f)) -> CHARGED(slot[d].owner, f)++
				:: else
				fi
			}
			/* The lowest slot comes first, and what it inherits nobody else does. */
			inherited = inherited | EXTENT(d)
		:: else
		fi
	}
	for (s : 0 .. SESSIONS - 1) {
		used[s] = 0;
		for (f : 0 .. FRAMES - 1) {
			used[s] = used[s] + CHARGED(s, f)
		}
		for (d : 0 .. DATASPACES - 1) {
			if
			:: lifetime == Managed && slot[d].life != EMPTY && OWNS(s, d) && slot[d].alias ->
				used[s] = used[s] + ALIAS_COST
			:: else
			fi
		}
	}
}

/* Where nothing is to be paid for an alias its quota is not checked, although it may be exceeded (Heir). */
#define CAN_PAY_ALIAS(s, size) \
	(!(lifetime == Managed || charging == Holder) \
		|| used[s] + (lifetime == Managed -> ALIAS_COST : size) <= QUOTA)

/* Section 5: destruction. The policies here treat an alias of the same session as any other, a mapping is Unmapped */
/* and a capability Withdrawn; so a rule is the fate of an alias. */

#define DESTROYED 1
#define ORPHANED  2
#define ADOPTED   3
#define PINNING   4
#define HOLLOWED  5
#define REFUSING  6

hidden byte fate_on_free;
hidden byte fate_on_close;

inline set_fates()
{
	if
	:: lifetime == Cascade || lifetime == Replace -> fate_on_free = DESTROYED
	:: lifetime == FirstClass -> fate_on_free = ORPHANED
	:: lifetime == Reparent -> fate_on_free = ADOPTED
	:: lifetime == Pin || lifetime == SessionBound -> fate_on_free = PINNING
	:: lifetime == Managed -> fate_on_free = HOLLOWED
	:: lifetime == Refuse -> fate_on_free = REFUSING
	fi;
	fate_on_close = (lifetime == Refuse || lifetime == SessionBound -> DESTROYED : fate_on_free)
}

hidden int doomed, hollowed, pinned, lost, gone, zombies, before;
hidden byte ancestor;
hidden byte kept;

/* Adds children to a set until nothing is added. */
inline add_below(set)
{
	do
	:: before = set;
		for (d : 0 .. DATASPACES - 1) {
			if
			:: CHILD_OF(set, d) -> set = set | ONE(d)
			:: else
			fi
		}
		if
		:: set == before -> break
		:: else
		fi
	od
}

inline clear_slot(x)
{
	slot[x].life = EMPTY;
	slot[x].owner = 0;
	slot[x].base = 0;
	slot[x].length = 0;
	slot[x].parent = 0;
	slot[x].writable = false;
	slot[x].sealed = false;
	slot[x].holders = 0;
	slot[x].alias = false
}

inline clear_region(x)
{
	region[x].used = false;
	region[x].session = 0;
	region[x].through = 0;
	region[x].base = 0;
	region[x].length = 0;
	region[x].writable = false
}

/* Destroys doomed by a rule, in the seven steps of section 5. */
inline destroy(fate)
{
	/* 1 */
	if
	:: fate == DESTROYED -> add_below(doomed)
	:: else
	fi;
	/* 2 */
	hollowed = 0;
	if
	:: fate == HOLLOWED ->
		for (d : 0 .. DATASPACES - 1) {
			if
			:: CHILD_OF(doomed, d) -> hollowed = hollowed | ONE(d)
			:: else
			fi
		}
		add_below(hollowed);
		hollowed = hollowed & ~doomed
	:: else
	fi;
	/* 3: the greatest subset of doomed of which each member has a child that is not doomed, or is in that subset. */
	pinned = 0;
	if
	:: fate == PINNING ->
		pinned = doomed;
		do
		:: before = pinned;
			for (d : 0 .. DATASPACES - 1) {
				kept = false;
				for (e : 0 .. DATASPACES - 1) {
					if
					:: CHILD_OF(ONE(d), e) && !HAS(doomed & ~pinned, e) -> kept = true
					:: else
					fi
				}
				if
				:: kept
				:: else -> pinned = pinned & ~ONE(d)
				fi
			}
			if
			:: pinned == before -> break
			:: else
			fi
		od
	:: else
	fi;
	lost = doomed & ~pinned;
	/* 4: whoever is adopted climbs over what is lost, which does not move. */
	for (d : 0 .. DATASPACES - 1) {
		if
		:: CHILD_OF(lost, d) && !HAS(lost, d) ->
			ancestor = (fate == ADOPTED -> slot[d].parent : NONE);
			do
			:: ancestor == NONE -> break
			:: ancestor != NONE && (HAS(doomed, ancestor) || slot[ancestor].life == ZOMBIE) ->
				ancestor = slot[ancestor].parent
			:: else -> break
			od;
			slot[d].parent = ancestor
		:: else
		fi
	}
	/* 5 */
	for (r : 0 .. REGIONS - 1) {
		if
		:: region[r].used && HAS(doomed | hollowed, region[r].through) -> clear_region(r)
		:: else
		fi
	}
	/* 6: what goes, and the zombies whose last child goes with it. */
	zombies = pinned;
	for (d : 0 .. DATASPACES - 1) {
		if
		:: slot[d].life == ZOMBIE -> zombies = zombies | ONE(d)
		:: else
		fi
	}
	gone = lost;
	do
	:: before = gone;
		for (d : 0 .. DATASPACES - 1) {
			if
			:: HAS(zombies, d) ->
				kept = false;
				for (e : 0 .. DATASPACES - 1) {
					if
					:: CHILD_OF(ONE(d), e) && !HAS(gone, e) -> kept = true
					:: else
					fi
				}
				if
				:: kept
				:: else -> gone = gone | ONE(d)
				fi
			:: else
			fi
		}
		if
		:: gone == before -> break
		:: else
		fi
	od;
	/* 7 */
	for (d : 0 .. DATASPACES - 1) {
		if
		:: HAS(gone, d) -> clear_slot(d)
		:: else ->
			if
			:: HAS(pinned, d) ->
				slot[d].life = ZOMBIE;
				slot[d].holders = 0
			:: else ->
				if
				:: HAS(hollowed, d) -> slot[d].life = HOLLOW
				:: else
				fi
			fi
		fi
	}
}

/* Every step ends with it: a frame that has become free loses its records, and what follows from the state is worked */
/* out. */
inline become()
{
	allocated = 0;
	for (d : 0 .. DATASPACES - 1) {
		if
		:: slot[d].life == LIVE || slot[d].life == ZOMBIE -> allocated = allocated | EXTENT(d)
		:: else
		fi
	}
	for (f : 0 .. FRAMES - 1) {
		if
		:: !HAS(allocated, f) ->
			payer[f] = NONE;
			writer[f] = NONE
		:: else
		fi
	}
	charge();
	empty_slot = DATASPACES;
	parents = 0;
	for (d : 0 .. DATASPACES - 1) {
		if
		:: slot[d].life == EMPTY && empty_slot == DATASPACES -> empty_slot = d
		:: slot[d].life != EMPTY && slot[d].parent != NONE -> parents = parents | ONE(slot[d].parent)
		:: else
		fi
	}
	empty_region = REGIONS;
	for (r : 0 .. REGIONS - 1) {
		if
		:: !region[r].used && empty_region == REGIONS -> empty_region = r
		:: else
		fi
	}
	for (n : 1 .. FRAMES) {
		fit[n] = FRAMES;
		for (f : 0 .. FRAMES - n) {
			if
			:: fit[n] == FRAMES && (PART(f, n) & allocated) == 0 -> fit[n] = f
			:: else
			fi
		}
	}
	judge()
}

/* Section 8: the invariants that a state breaks. */

hidden int broken, shown, seen;
hidden byte total, own;
hidden byte spare;

#define BREAKS(condition, invariant) \
	if \
	:: condition -> broken = broken | invariant \
	:: else \
	fi

inline judge()
{
	broken = 0;
	shown = 0;
	for (d : 0 .. DATASPACES - 1) {
		if
		:: slot[d].life == LIVE -> shown = shown | EXTENT(d)
		:: else
		fi;
		if
		:: slot[d].life != EMPTY && slot[d].parent != NONE ->
			BREAKS((EXTENT(d) & ~EXTENT(slot[d].parent)) != 0, AliasWithinParent);
			BREAKS(slot[d].writable && !slot[slot[d].parent].writable, NoPermissionEscalation)
		:: else
		fi;
		BREAKS(slot[d].life == HOLLOW, AlwaysBacked)
	}
	spare = false;
	for (s : 0 .. SESSIONS - 1) {
		BREAKS(used[s] > QUOTA, QuotaRespected);
		spare = spare || used[s] < QUOTA;
		for (f : 0 .. FRAMES - 1) {
			own = 0;
			for (d : 0 .. DATASPACES - 1) {
				own = own + (slot[d].life == LIVE && OWNS(s, d) && HAS(EXTENT(d), f))
			}
			BREAKS(CHARGED(s, f) > own, PaysOnlyForOwn)
		}
	}
	for (f : 0 .. FRAMES - 1) {
		BREAKS(charging == Allocator && (payer[f] != NONE) != HAS(allocated, f), FrameConservation);
		BREAKS(writer[f] != NONE && !HAS(allocated, f), FrameConservation);
		total = 0;
		for (s : 0 .. SESSIONS - 1) {
			total = total + CHARGED(s, f)
		}
		BREAKS(HAS(allocated, f) && total == 0, NoFreeMemory);
		BREAKS(total > 1, NoDoubleCharge)
	}
	BREAKS((shown & ~allocated) != 0, FrameConservation);
	BREAKS(SESSIONS * QUOTA <= FRAMES && spare && allocated == PART(0, FRAMES), QuotaBacksMemory);
	BREAKS((allocated & ~shown) != 0, NoStrandedFrames);
	for (r : 0 .. REGIONS - 1) {
		if
		:: region[r].used ->
			BREAKS(slot[region[r].through].life != LIVE, NoAccessAfterFree);
			BREAKS((PART(region[r].base, region[r].length) & ~allocated) != 0, NoStaleAccess);
			for (d : 0 .. DATASPACES - 1) {
				BREAKS(region[r].writable && slot[d].life == LIVE && slot[d].sealed
					&& (PART(region[r].base, region[r].length) & EXTENT(d)) != 0, SealIsFinal)
			}
		:: else
		fi
	}
	/* Hidden, so it is never taken back: in the end it has what any state breaks. */
	seen = seen | broken;
	assert((broken & (REQUIRED)) == 0)
}

/* Section 3: the operations. What they print is seen where a trail is played back. */

hidden byte made;

inline make(s_, base_, length_, parent_, writable_, alias_)
{
	made = empty_slot;
	slot[made].life = LIVE;
	slot[made].owner = s_;
	slot[made].base = base_;
	slot[made].length = length_;
	slot[made].parent = parent_;
	slot[made].writable = writable_;
	slot[made].holders = (DELEGATED -> ONE(s_) : 0);
	slot[made].alias = (alias_ && RECORDS_KIND)
}

proctype Alloc(byte by, size)
{
	do
	:: d_step {
		empty_slot < DATASPACES && used[by] + size <= QUOTA && fit[size] < FRAMES ->
		printf("Alloc(%d, %d) gives slot %d\n", by, size, empty_slot);
		make(by, fit[size], size, NONE, true, false);
		for (f : fit[size] .. fit[size] + size - 1) {
			if
			:: charging == Allocator -> payer[f] = by
			:: else
			fi;
			writer[f] = NONE
		}
		become()
	}
	od
}

/* Under Replace the alias has no parent and its original is destroyed. */
proctype Alias(byte by, what; bool right; byte offset, size)
{
	do
	:: d_step {
		CAN_NAME(by, what) && (lifetime != Replace || OWNS(by, what)) &&
		offset + size <= slot[what].length && slot[what].life != HOLLOW &&
		(!right || slot[what].writable && !slot[what].sealed) &&
		empty_slot < DATASPACES && CAN_PAY_ALIAS(by, size) ->
		printf("Alias(%d, %d, %d, %d, %d) gives slot %d\n", by, what, right, offset, size, empty_slot);
		make(by, slot[what].base + offset, size, (lifetime == Replace -> NONE : what), right, true);
		if
		:: lifetime == Replace ->
			doomed = ONE(what);
			destroy(fate_on_free)
		:: else
		fi;
		become()
	}
	od
}

proctype Free(byte by, what)
{
	do
	:: d_step {
		CAN_NAME(by, what) && OWNS(by, what) && !(fate_on_free == REFUSING && HAS(parents, what)) ->
		printf("Free(%d, %d)\n", by, what);
		doomed = ONE(what);
		destroy(fate_on_free);
		become()
	}
	od
}

proctype Revoke(byte by, what)
{
	do
	:: d_step {
		CAN_NAME(by, what) && OWNS(by, what) ->
		printf("Revoke(%d, %d)\n", by, what);
		doomed = ONE(what);
		add_below(doomed);
		doomed = doomed & ~ONE(what);
		destroy(DESTROYED);
		become()
	}
	od
}

proctype Seal(byte by, what)
{
	do
	:: d_step {
		CAN_NAME(by, what) && OWNS(by, what) ->
		printf("Seal(%d, %d)\n", by, what);
		slot[what].sealed = true;
		become()
	}
	od
}

proctype Attach(byte by, what)
{
	do
	:: d_step {
		CAN_NAME(by, what) && empty_region < REGIONS && slot[what].life != HOLLOW ->
		printf("Attach(%d, %d) gives region %d\n", by, what, empty_region);
		made = empty_region;
		region[made].used = true;
		region[made].session = by;
		region[made].through = what;
		region[made].base = slot[what].base;
		region[made].length = slot[what].length;
		region[made].writable = (slot[what].writable && !slot[what].sealed);
		become()
	}
	od
}

proctype Detach(byte by, what)
{
	do
	:: d_step {
		HAS_REGION(by, what) ->
		printf("Detach(%d, %d)\n", by, what);
		clear_region(what);
		become()
	}
	od
}

proctype Share(byte by, to, what)
{
	do
	:: d_step {
		CAN_NAME(by, what) ->
		printf("Share(%d, %d, %d)\n", by, to, what);
		slot[what].holders = slot[what].holders | ONE(to);
		become()
	}
	od
}

proctype Write(byte by, what, index)
{
	do
	:: d_step {
		HAS_REGION(by, what) && region[what].writable && index < region[what].length ->
		printf("Write(%d, %d, %d)\n", by, what, index);
		writer[region[what].base + index] = by;
		become()
	}
	od
}

/* The regions go, then the capabilities, then all that the session owns, zombies and hollow dataspaces included. */
proctype Close(byte by)
{
	do
	:: d_step {
		true ->
		printf("Close(%d)\n", by);
		for (r : 0 .. REGIONS - 1) {
			if
			:: HAS_REGION(by, r) -> clear_region(r)
			:: else
			fi
		}
		doomed = 0;
		for (d : 0 .. DATASPACES - 1) {
			slot[d].holders = slot[d].holders & ~ONE(by);
			if
			:: slot[d].life != EMPTY && OWNS(by, d) -> doomed = doomed | ONE(d)
			:: else
			fi
		}
		destroy(fate_on_close);
		become()
	}
	od
}

/* Section 10: what is asked. An instance that no state grants (a size of 0, a part that is too long) is left out. */

#define MAY(operation) (((OPERATIONS) & (operation)) != 0)

#define ASK(condition, instance) \
	if \
	:: condition -> run instance \
	:: else \
	fi

hidden byte i, j, k, w;

c_decl {
	/* Which of some names a variable of the environment has, counted from 1. */
	static int chosen(const char *variable, const char *const *names)
	{
		const char *name = getenv(variable);
		int at;
		for (at = 0; name && names[at]; at++)
			if (strcmp(name, names[at]) == 0)
				return at + 1;
		fprintf(stderr, "%s must be a policy's name\n", variable);
		exit(2);
	}

	static const char *const lifetimes[] =
		{ "Cascade", "FirstClass", "Reparent", "Pin", "Refuse", "SessionBound", "Managed", "Replace", 0 };
	static const char *const chargings[] = { "Allocator", "Holder", "Heir", "Nobody", 0 };
}

c_code {
	static void tell(void) { printf("broken invariants: %d\n", seen); }
}

init {
	atomic {
#ifdef LIFETIME
		lifetime = LIFETIME;
		charging = CHARGING;
#else
		c_code {
			lifetime = chosen("LIFETIME", lifetimes);
			charging = chosen("CHARGING", chargings);
		};
#endif
		c_code { atexit(tell); };
		/* A d_step, since SPIN takes back what other steps do to what is hidden. */
		d_step {
			set_fates();
			become()
		};
		for (i : 0 .. SESSIONS - 1) {
			for (j : 1 .. (MAY(ALLOC) -> FRAMES : 0)) {
				run Alloc(i, j)
			}
			for (j : 0 .. DATASPACES - 1) {
				for (k : 0 .. (MAY(ALIAS) -> FRAMES - 1 : -1)) {
					for (w : 1 .. FRAMES - k) {
						run Alias(i, j, false, k, w);
						run Alias(i, j, true, k, w)
					}
				}
				ASK(MAY(FREE), Free(i, j));
				ASK(MAY(REVOKE), Revoke(i, j));
				ASK(MAY(SEAL), Seal(i, j));
				ASK(MAY(ATTACH) && REGIONS > 0, Attach(i, j));
				for (k : 0 .. SESSIONS - 1) {
					ASK(MAY(SHARE) && DELEGATED && k != i, Share(i, k, j))
				}
			}
			for (j : 0 .. REGIONS - 1) {
				ASK(MAY(DETACH), Detach(i, j));
				for (k : 0 .. FRAMES - 1) {
					ASK(MAY(WRITE) && CONTENTS, Write(i, j, k))
				}
			}
			ASK(MAY(CLOSE), Close(i))
		}
	}
}
