/*
 * The fragment "core" of docs/semantics.md for SPIN: Alloc, Alias and Free, charging Holder, platform Native, open
 * sharing, no regions. Written for speed, and exact:
 *  - a state is one word: for each slot length, base, owner, right and parent, all zero for an empty slot, so that
 *    nothing dead splits states;
 *  - one transition of the contract is one step: a d_step, and what can be granted is its guard;
 *  - what follows from a state (quota left, free frames, the lowest empty slot) is worked out once for a state and
 *    kept beside it, outside of the state;
 *  - the invariants are judged once for a state, when it is expanded, and not once for a transition.
 *
 *   spin -a -DF=4 -DS=2 -DD=5 -DQ=4 -DCASCADE=1 core.pml
 *   gcc -O3 -march=native -DSAFETY -DNOREDUCE -DNOFAIR -DNOCOMP -o pan pan.c
 *   ./pan -m16000000 -w24
 *
 * "stored" are the states, and "stored+matched" are the contract's transitions and one more, the arrival in the initial
 * state. Depth first, most states have no empty slot and one guard says so for all that would need one; it is a step of
 * its own, within an atomic chain, which SPIN neither stores nor counts. Breadth first SPIN does store such steps, so
 * -DBREADTH=1 (with -DBFS for the compiler) does without it.
 */

#if F < 1 || F > 4 || S < 1 || S > 3 || D < 1 || D > 6
#error F must be 1 to 4, S 1 to 3, D 1 to 6
#endif

c_decl {
	typedef unsigned long word;

	enum {
		LEN_BITS = F < 2 ? 1 : F < 4 ? 2 : 3,
		BASE_BITS = F < 3 ? 1 : F < 5 ? 2 : 3,
		OWNER_BITS = S < 3 ? 1 : 2,
		PARENT_BITS = D < 2 ? 1 : D < 4 ? 2 : 3,
		BASE = LEN_BITS,
		OWNER = BASE + BASE_BITS,
		RIGHT = OWNER + OWNER_BITS,
		PARENT = RIGHT + 1,                     /* 1 + the slot of the parent; 0 for none */
		BITS = PARENT + PARENT_BITS,
	};
	_Static_assert(BITS * D <= 64, "a state must fit into a word");

	static inline unsigned at(word w, int d) { return w >> (d * BITS) & ((1u << BITS) - 1); }
	static inline unsigned len(unsigned x) { return x & ((1u << LEN_BITS) - 1); }
	static inline unsigned base(unsigned x) { return x >> BASE & ((1u << BASE_BITS) - 1); }
	static inline unsigned owner(unsigned x) { return x >> OWNER & ((1u << OWNER_BITS) - 1); }
	static inline unsigned writable(unsigned x) { return x >> RIGHT & 1; }
	static inline unsigned parent(unsigned x) { return x >> PARENT; }
	static inline unsigned frames(unsigned x) { return ((1u << len(x)) - 1) << base(x); }

	/* What follows from a state, for the last state that was asked about. */
	static word known = 0;
	static int lowest = 0;                          /* the lowest empty slot; D for none */
	static unsigned allocated = 0;                  /* a bit for each frame */
	static int unused[S];                           /* what each session may still use */
	static int longest = Q;                         /* the most that any of them may */
	static int asked = 0;

	static inline void look(word w)
	{
		int d, s;
		if (w == known && asked)
			return;
		known = w;
		asked = 1;
		lowest = D;
		allocated = 0;
		for (s = 0; s < S; s++)
			unused[s] = Q;
		for (d = D - 1; d >= 0; d--) {
			unsigned x = at(w, d);
			if (x == 0) {
				lowest = d;
			} else {
				unused[owner(x)] -= len(x);
				allocated |= frames(x);
			}
		}
		longest = unused[0];
		for (s = 1; s < S; s++)
			if (unused[s] > longest)
				longest = unused[s];
	}

	/* The lowest base of n free frames; F for none. */
	static inline unsigned fit(int n)
	{
		unsigned b;
		for (b = 0; b + n <= F; b++)
			if ((allocated & ((1u << n) - 1) << b) == 0)
				return b;
		return F;
	}

	static inline word made(word w, int s, unsigned b, int n, unsigned right, unsigned of)
	{
		word x = n | b << BASE | s << OWNER | right << RIGHT | of << PARENT;
		return w | x << (lowest * BITS);
	}

	/* Whether something can be made: an alias of one frame, or an allocation of one where there is nothing yet. */
	static inline int can_make(word w) { look(w); return lowest < D && longest > 0; }

	static inline int can_alloc(word w, int s, int n) { look(w); return lowest < D && n <= unused[s] && fit(n) < F; }

	static inline word alloc(word w, int s, int n) { look(w); return made(w, s, fit(n), n, 1, 0); }

	static inline int can_alias(word w, int s, int d, int offset, int n, int right)
	{
		unsigned x = at(w, d);
		look(w);
		return lowest < D && offset + n <= len(x) && n <= unused[s] && right <= writable(x);
	}

	static inline word alias(word w, int s, int d, int offset, int n, int right)
	{
		look(w);
		return made(w, s, base(at(w, d)) + offset, n, right, d + 1);
	}

	static inline word without(word w, unsigned gone)
	{
		int d;
		for (d = 0; d < D; d++)
			if (gone >> d & 1)
				w &= ~((((word)1 << BITS) - 1) << (d * BITS));
		return w;
	}

	static inline word release(word w, int freed)
	{
		int d;
#if CASCADE
		unsigned gone = 1u << freed, before;
		do {
			before = gone;
			for (d = 0; d < D; d++)
				if (parent(at(w, d)) && gone >> (parent(at(w, d)) - 1) & 1)
					gone |= 1u << d;
		} while (gone != before);
		return without(w, gone);
#else
		for (d = 0; d < D; d++)
			if (parent(at(w, d)) == freed + 1)
				w &= ~((((word)1 << PARENT_BITS) - 1) << (d * BITS + PARENT));
		return without(w, 1u << freed);
#endif
	}

	/*
	 * QuotaRespected, AliasWithinParent and NoPermissionEscalation say something of this model. A frame is allocated
	 * here iff a live dataspace covers it, each of them is paid for by its owner, and there are no other lives; so
	 * NoFreeMemory and PaysOnlyForOwn compare charges with what is covered, counted frame by frame, NoStrandedFrames
	 * and FrameConservation compare the frames that were found allocated with those that are covered, and
	 * AlwaysBacked asks that every dataspace has frames, all of them existing ones.
	 */
	static int holds(word w)
	{
		int d, s, f;
		unsigned covered = 0;
		look(w);
		for (d = 0; d < D; d++) {
			unsigned x = at(w, d);
			if (x == 0)
				continue;
			covered |= frames(x);
			if (len(x) == 0 || base(x) + len(x) > F)
				return 0;
			if (parent(x)) {
				unsigned y = at(w, parent(x) - 1);
				if (frames(x) & ~frames(y) || writable(x) > writable(y))
					return 0;
			}
		}
		for (s = 0; s < S; s++)
			if (unused[s] < 0)
				return 0;
		return covered == allocated;
	}
}

c_state "unsigned long slots" "Global" "0"

#define FREE(d) :: d_step { c_expr { (at(now.slots, d) != 0) } -> c_code { now.slots = release(now.slots, d); } }
#define ALLOC(s, n) \
	:: d_step { c_expr { (can_alloc(now.slots, s, n)) } -> c_code { now.slots = alloc(now.slots, s, n); } }
#define ALIAS(s, d, offset, n, right) \
	:: d_step { c_expr { (can_alias(now.slots, s, d, offset, n, right)) } -> \
		c_code { now.slots = alias(now.slots, s, d, offset, n, right); } }
#define PART(s, d, offset, n) ALIAS(s, d, offset, n, 0) ALIAS(s, d, offset, n, 1)

#define ALLOCS_1(s) ALLOC(s, 1)
#define PARTS_1(s, d) PART(s, d, 0, 1)
#define ALLOCS_2(s) ALLOCS_1(s) ALLOC(s, 2)
#define PARTS_2(s, d) PARTS_1(s, d) PART(s, d, 1, 1) PART(s, d, 0, 2)
#define ALLOCS_3(s) ALLOCS_2(s) ALLOC(s, 3)
#define PARTS_3(s, d) PARTS_2(s, d) PART(s, d, 2, 1) PART(s, d, 1, 2) PART(s, d, 0, 3)
#define ALLOCS_4(s) ALLOCS_3(s) ALLOC(s, 4)
#define PARTS_4(s, d) PARTS_3(s, d) PART(s, d, 3, 1) PART(s, d, 2, 2) PART(s, d, 1, 3) PART(s, d, 0, 4)

#define JOIN(a, b) a##b
#define ALLOCS(f, s) JOIN(ALLOCS_, f)(s)
#define PARTS(f, s, d) JOIN(PARTS_, f)(s, d)

#define SLOTS_1(of) of(0)
#define SLOTS_2(of) SLOTS_1(of) of(1)
#define SLOTS_3(of) SLOTS_2(of) of(2)
#define SLOTS_4(of) SLOTS_3(of) of(3)
#define SLOTS_5(of) SLOTS_4(of) of(4)
#define SLOTS_6(of) SLOTS_5(of) of(5)
#define SLOTS_(n, of) JOIN(SLOTS_, n)(of)
#define SLOTS(of) SLOTS_(D, of)

/* What every session can make. */
#if S == 1
#define ALIASES(d) PARTS(F, 0, d)
#define MAKES ALLOCS(F, 0) SLOTS(ALIASES)
#elif S == 2
#define ALIASES(d) PARTS(F, 0, d) PARTS(F, 1, d)
#define MAKES ALLOCS(F, 0) ALLOCS(F, 1) SLOTS(ALIASES)
#else
#define ALIASES(d) PARTS(F, 0, d) PARTS(F, 1, d) PARTS(F, 2, d)
#define MAKES ALLOCS(F, 0) ALLOCS(F, 1) ALLOCS(F, 2) SLOTS(ALIASES)
#endif

active proctype service()
{
	do
	:: d_step { c_expr { (!holds(now.slots)) } -> assert(false) }
	SLOTS(FREE)
#if BREADTH
	MAKES
#else
	:: atomic { c_expr { (can_make(now.slots)) } -> if MAKES fi }
#endif
	od
}
