using System.Collections.Immutable;
using System.CommandLine.Parsing;

using ModelCheck.Exploration.Scenarios;
using ModelCheck.Model.Semantics;
using ModelCheck.Model.Service;
using ModelCheck.Model.Vocabulary;
using ModelCheck.Services;
using ModelCheck.Services.Linux;
using ModelCheck.Services.Piped;

namespace ModelCheck.Cli.Commands;

/// <summary>Services that are named on a command line: the kernel of this machine, or else a program.</summary>
internal static class NamedServices
{
    /// <summary>What the kernel is called; a program of that name is named by its path.</summary>
    internal const string Kernel = "linux";

    /// <summary>Opens services and has one answer, so that what cannot be had is known at once.</summary>
    /// <param name="option">The option that names them.</param>
    /// <param name="named">The kernel, or a program and its arguments.</param>
    /// <param name="patience">How long an answer of a program may take.</param>
    /// <param name="policy">The policy that they are to follow.</param>
    /// <param name="scope">What they are to manage.</param>
    /// <exception cref="BadInputException">They cannot be had.</exception>
    internal static IServices Open(string option, string named, TimeSpan patience, PolicyName policy, Scope scope)
    {
        ImmutableArray<string> words = [.. CommandLineParser.SplitCommandLine(named)];
        if (words.IsEmpty)
        {
            throw new BadInputException($"{option} names no program");
        }

        IServices services = named == Kernel
            ? new LinuxServices([.. OwnProgram.Words, SessionProgram.Word])
            : new PipedServices(words, patience);
        try
        {
            services.Probe(policy, ServiceBounds.Of(scope));
            return services;
        }
        catch (Exception exception) when (exception is ProtocolException or KernelException)
        {
            services.Dispose();
            throw new BadInputException($"{option}: {exception.Message}", exception);
        }
    }
}
