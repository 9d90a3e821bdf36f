using System.Security.Cryptography.X509Certificates;

using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

using ModelCheck.Cluster.Membership;

using Orleans.Configuration;
using Orleans.Connections.Security;
using Orleans.Serialization;

namespace ModelCheck.Cluster;

/// <summary>What workers and those who drive them have in common.</summary>
internal static class OrleansSettings
{
    private const string ServiceName = "modelcheck";

    /// <summary>How long an answer is waited for. It decides nothing: what was asked is asked again.</summary>
    internal static readonly TimeSpan ResponseTimeout = TimeSpan.FromSeconds(10);

    /// <summary>
    /// The same of those who drive, who may be connected to a worker that is being lost, and ask another one next.
    /// </summary>
    internal static readonly TimeSpan ResponseTimeoutOfDrivers = TimeSpan.FromSeconds(4);

    /// <summary>Which cluster it is.</summary>
    internal static void Name(ClusterOptions options, MembershipPlace place)
    {
        options.ClusterId = place.Cluster;
        options.ServiceId = ServiceName;
    }

    /// <summary>
    /// A host with what all have in common: it heeds no signals, prints nothing but what is asked for, and writes plain
    /// data as JSON.
    /// </summary>
    internal static HostApplicationBuilder NewHost(bool isVerbose)
    {
        HostApplicationBuilder builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        Log(builder.Logging, isVerbose);
        builder.Services.Replace(ServiceDescriptor.Singleton<IHostLifetime, NoLifetime>());
        AddSerialization(builder.Services);
        return builder;
    }

    /// <summary>How what is plain data crosses: as JSON, so that it needs to know nothing of Orleans.</summary>
    private static void AddSerialization(IServiceCollection services) => services.AddSerializer(builder =>
        builder.AddJsonSerializer(static type =>
            type.Namespace is "ModelCheck.Cluster.Contract" or "ModelCheck.Engine"
                && !type.IsDefined(typeof(GenerateSerializerAttribute), inherit: false)
                && !type.IsEnum));

    /// <summary>What is printed of what Orleans says: nothing, or all on standard error.</summary>
    private static void Log(ILoggingBuilder logging, bool isVerbose)
    {
        logging.ClearProviders();
        if (isVerbose)
        {
            logging.AddSimpleConsole(options => options.SingleLine = true);
            logging.Services.Configure<Microsoft.Extensions.Logging.Console.ConsoleLoggerOptions>(
                options => options.LogToStandardErrorThreshold = LogLevel.Trace);
        }
    }

    /// <summary>Both sides show a certificate.</summary>
    internal static void Secure(TlsOptions options, TransportSecurity security)
    {
        options.LocalCertificate = security.Certificate;
        options.LocalClientCertificateSelector = (_, _, _, _, _) => security.Certificate;
        options.ClientCertificateMode = RemoteCertificateMode.RequireCertificate;
        options.RemoteCertificateMode = RemoteCertificateMode.RequireCertificate;
        options.CheckCertificateRevocation = false;
        options.RemoteCertificateValidation = (certificate, _, _) => security.IsMember(certificate);
        options.OnAuthenticateAsClient = (_, authentication) =>
            authentication.TargetHost = TransportSecurity.NameOfAnyMember;
    }
}
