using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

using ModelCheck.Properties.Cli;

namespace ModelCheck.Properties.Cluster;

/// <summary>An authority, and certificates that it signs, in files.</summary>
internal sealed class Certificates(TemporaryDirectory directory, string authority)
{
    private readonly X509Certificate2 _authority = MakeAuthority(authority);

    /// <summary>Makes a certificate.</summary>
    /// <returns>The options by which it is shown.</returns>
    internal string[] OptionsFor(string name)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256);
        using X509Certificate2 signed = request.Create(
            _authority, _authority.NotBefore, _authority.NotAfter, RandomNumberGenerator.GetBytes(8));
        string[] files = [directory[$"{name}.pem"], directory[$"{name}.key"], directory[$"{authority}.pem"]];
        File.WriteAllText(files[0], signed.ExportCertificatePem());
        File.WriteAllText(files[1], key.ExportPkcs8PrivateKeyPem());
        File.WriteAllText(files[2], _authority.ExportCertificatePem());
        return ["--certificate", files[0], "--key", files[1], "--authority", files[2]];
    }

    private static X509Certificate2 MakeAuthority(string name)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        return request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
    }
}
