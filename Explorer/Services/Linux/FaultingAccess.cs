using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace ModelCheck.Services.Linux;

/// <summary>
/// Loads and stores that may fault: real instructions of this process, which outlives their SIGSEGV or SIGBUS. The
/// runtime ends a process that faults in managed code outside its own heap, so the two instructions lie in a page of
/// machine code of our own, and a handler before the runtime's has such a fault return "no"; every other fault goes to
/// the runtime.
/// </summary>
/// <remarks>x86-64 only: another processor needs these few instructions in its own language.</remarks>
internal sealed unsafe class FaultingAccess
{
    // struct sigaction of the C library: handler, mask of 1,024 bits, flags, restorer.
    private const int ActionBytes = 152;
    private const int ActionFlags = 136;
    private const int WithInformation = 4;
    private const int OnAlternateStack = 0x08000000;

    // ucontext.uc_mcontext.gregs[REG_RIP]
    private const int InstructionPointer = 168;

    private static readonly Lazy<FaultingAccess> Installed = new(() => new FaultingAccess());

    private readonly delegate* unmanaged<void*, void*, int> _load;
    private readonly delegate* unmanaged<void*, ulong, int> _store;

    private FaultingAccess()
    {
        if (!IsSupported)
        {
            throw new KernelException("loads and stores that may fault are known for x86-64 on Linux only");
        }

        void* page = Libc.mmap(
            null, Libc.PageBytes, Libc.ProtRead | Libc.ProtWrite, Libc.MapPrivate | Libc.MapAnonymous, -1, 0);
        if ((nint)page == -1)
        {
            throw KernelException.OfLast("mmap of a page for code");
        }

        var code = new Code(new Span<byte>(page, Libc.PageBytes));

        int load = code.Here;
        code.Add(0x48, 0x8B, 0x07);             // mov rax, [rdi]    the load
        code.Add(0x48, 0x89, 0x06);             // mov [rsi], rax
        code.Add(0x31, 0xC0, 0xC3);             // xor eax, eax; ret

        int store = code.Here;
        code.Add(0x48, 0x89, 0x37);             // mov [rdi], rsi    the store
        code.Add(0x31, 0xC0, 0xC3);             // xor eax, eax; ret

        int faulted = code.Here;
        code.Add(0xB8, 1, 0, 0, 0, 0xC3);       // mov eax, 1; ret

        _load = (delegate* unmanaged<void*, void*, int>)((byte*)page + load);
        _store = (delegate* unmanaged<void*, ulong, int>)((byte*)page + store);

        Span<nint> handlers = stackalloc nint[2];
        int[] signals = [Libc.SegmentationFault, Libc.BusError];
        byte* former = stackalloc byte[ActionBytes];
        byte* action = stackalloc byte[ActionBytes];
        for (int index = 0; index < signals.Length; index++)
        {
            Libc.Checked(Libc.sigaction(signals[index], null, former), "sigaction");
            handlers[index] = (nint)((byte*)page + code.AddHandler(load, store, faulted, *(nint*)former));
        }

        Libc.Checked(
            Libc.mprotect(page, Libc.PageBytes, Libc.ProtRead | Libc.ProtExecute), "mprotect of a page for code");
        for (int index = 0; index < signals.Length; index++)
        {
            new Span<byte>(action, ActionBytes).Clear();
            *(nint*)action = handlers[index];
            *(int*)(action + ActionFlags) = WithInformation | OnAlternateStack;
            Libc.Checked(Libc.sigaction(signals[index], action, null), "sigaction");
        }
    }

    /// <summary>Whether this machine's processor is one for which the instructions are known.</summary>
    internal static bool IsSupported =>
        OperatingSystem.IsLinux() && RuntimeInformation.ProcessArchitecture == Architecture.X64;

    /// <summary>The accesses of this process; its handlers stay from the first use on.</summary>
    internal static FaultingAccess Here => Installed.Value;

    /// <summary>Loads eight bytes.</summary>
    /// <param name="address">From where.</param>
    /// <param name="value">What was there.</param>
    /// <returns>Whether they could be loaded.</returns>
    internal bool Load(void* address, out ulong value)
    {
        ulong loaded = 0;
        bool isLoaded = _load(address, &loaded) == 0;
        value = loaded;
        return isLoaded;
    }

    /// <summary>Stores eight bytes.</summary>
    /// <param name="address">Where to.</param>
    /// <param name="value">What.</param>
    /// <returns>Whether they could be stored.</returns>
    internal bool Store(void* address, ulong value) => _store(address, value) == 0;

    /// <summary>Machine code that is put together.</summary>
    private ref struct Code(Span<byte> bytes)
    {
        private readonly Span<byte> _bytes = bytes;

        internal int Here { get; private set; }

        internal void Add(params ReadOnlySpan<byte> instruction)
        {
            instruction.CopyTo(_bytes[Here..]);
            Here += instruction.Length;
        }

        // Called with the signal in rdi, its information in rsi, and the context in rdx.
        internal int AddHandler(int load, int store, int faulted, nint former)
        {
            int slot = Here;
            BinaryPrimitives.WriteInt64LittleEndian(_bytes[slot..], former);
            Here += sizeof(long);

            int handler = Here;
            Add(0x48, 0x8B, 0x82);              // mov rax, [rdx + InstructionPointer]
            AddNumber(InstructionPointer);
            Add(0x48, 0x8D, 0x0D);              // lea rcx, [load]
            AddDistance(load);
            Add(0x48, 0x39, 0xC8);              // cmp rax, rcx
            Add(0x74, 0x12);                    // je hit
            Add(0x48, 0x8D, 0x0D);              // lea rcx, [store]
            AddDistance(store);
            Add(0x48, 0x39, 0xC8);              // cmp rax, rcx
            Add(0x74, 0x06);                    // je hit
            Add(0xFF, 0x25);                    // jmp [slot]    the runtime's own
            AddDistance(slot);
            Add(0x48, 0x8D, 0x0D);              // hit: lea rcx, [faulted]
            AddDistance(faulted);
            Add(0x48, 0x89, 0x8A);              // mov [rdx + InstructionPointer], rcx
            AddNumber(InstructionPointer);
            Add(0xC3);                          // ret
            return handler;
        }

        // Relative to the instruction after it.
        private void AddDistance(int target) => AddNumber(target - (Here + sizeof(int)));

        private void AddNumber(int number)
        {
            BinaryPrimitives.WriteInt32LittleEndian(_bytes[Here..], number);
            Here += sizeof(int);
        }
    }
}
