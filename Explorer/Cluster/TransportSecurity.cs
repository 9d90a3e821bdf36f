using System.Security.Cryptography.X509Certificates;

namespace ModelCheck.Cluster;

/// <summary>
/// How connections between workers, and to whoever drives them, are secured: each side shows a certificate, and takes
/// that of the other only where an authority of the cluster's own has signed it. The system's authorities have no say,
/// and what name stands in a certificate does not matter: whoever has one that is signed is a member.
/// </summary>
/// <param name="Certificate">What this process shows, with its private key.</param>
/// <param name="Authority">Who must have signed what others show.</param>
public sealed record TransportSecurity(X509Certificate2 Certificate, X509Certificate2 Authority)
{
    /// <summary>Reads certificates in PEM.</summary>
    /// <param name="certificate">The file of the certificate.</param>
    /// <param name="key">The file of its private key.</param>
    /// <param name="authority">The file of the authority's certificate.</param>
    /// <returns>What they say.</returns>
    /// <exception cref="System.Security.Cryptography.CryptographicException">One of them says nothing.</exception>
    /// <exception cref="IOException">One of them cannot be read.</exception>
    public static TransportSecurity Load(string certificate, string key, string authority)
    {
        using var pem = X509Certificate2.CreateFromPemFile(certificate, key);

        // Some systems take a private key for a connection only where it came in a store.
        return new TransportSecurity(
            X509CertificateLoader.LoadPkcs12(pem.Export(X509ContentType.Pkcs12), null),
            X509CertificateLoader.LoadCertificateFromFile(authority));
    }

    /// <summary>Whether the certificate of another side is to be believed.</summary>
    internal bool IsMember(X509Certificate2? certificate)
    {
        if (certificate is null)
        {
            return false;
        }

        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.Add(Authority);

        // An authority of one's own has no lists of what it has revoked, and nothing is fetched from anywhere.
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        chain.ChainPolicy.DisableCertificateDownloads = true;
        return chain.Build(certificate);
    }

    /// <summary>Says that the name of the other side is not looked at.</summary>
    internal static string NameOfAnyMember => "modelcheck";
}
