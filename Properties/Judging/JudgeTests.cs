using System.Diagnostics;

using ModelCheck.Model.Semantics;
using ModelCheck.Model.Vocabulary;

using Xunit;
using Xunit.Abstractions;

namespace ModelCheck.Properties.Judging;

public sealed class JudgeTests(ITestOutputHelper output)
{
    [Fact]
    public void Measure()
    {
        foreach (JudgedScope judged in JudgedScopes.All)
        {
            var sw = Stopwatch.StartNew();
            long states = 0, steps = 0;
            int n = 0;
            var bad = new List<string>();
            int every = Math.Max(1, judged.Policies.Count / 60);
            for (int i = 0; i < judged.Policies.Count; i += every)
            {
                var c = new JudgeComparison(judged.Policies[i], judged.Scope);
                string? d = c.Misapplied ?? c.FirstDisagreement();
                states += c.States;
                steps += c.Steps;
                n++;
                if (d is not null)
                {
                    bad.Add(d);
                }
            }

            output.WriteLine($"{judged.Name}: {n} of {judged.Policies.Count}: {states} states {steps} steps {sw.ElapsedMilliseconds} ms, whole {sw.ElapsedMilliseconds * judged.Policies.Count / n} ms; bad {bad.Count}");
            foreach (string b in bad.OrderBy(b => b.Length).Take(4)) output.WriteLine("   " + b);
        }
    }
}
