package dev.itemseal.materials.wrapped;

import dev.itemseal.api.item.Item;
import dev.itemseal.api.materials.EncryptionContext;
import dev.itemseal.api.materials.MacKey;
import dev.itemseal.api.materials.MaterialDescription;
import dev.itemseal.api.materials.SigningAlgorithm;
import dev.itemseal.api.store.TableIndex;
import dev.itemseal.api.store.TableInfo;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.time.Instant;
import java.util.Date;
import java.util.Map;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERBitString;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x509.TBSCertificate;
import org.bouncycastle.asn1.x509.Time;
import org.bouncycastle.asn1.x509.V3TBSCertificateGenerator;

/** Keys and contexts for the tests; each pair is made once. */
final class TestKeys {

    static final KeyPair RSA = pair("RSA", 2048);
    static final KeyPair OTHER_RSA = pair("RSA", 2048);
    static final KeyPair WEAK_RSA = pair("RSA", 1024);
    static final KeyPair EC = pair("EC", 256);

    static final MacKey MAC = MacKey.ofBytes(SigningAlgorithm.HMAC_SHA256, bytes(0x20, 32));
    static final MacKey WEAK_MAC = MacKey.ofBytes(SigningAlgorithm.HMAC_SHA256, bytes(0x20, 15));

    private TestKeys() {}

    /** Bytes that count upwards, as in the specification's examples. */
    static byte[] bytes(int first, int length) {
        byte[] bytes = new byte[length];
        for (int i = 0; i < length; i++) {
            bytes[i] = (byte) (first + i);
        }
        return bytes;
    }

    static EncryptionContext context() {
        return EncryptionContext.of(TableInfo.of("Example", TableIndex.of("id")));
    }

    static EncryptionContext context(MaterialDescription description) {
        return context().withItem(Item.empty(), description);
    }

    static EncryptionContext context(Map<String, String> description) {
        return context(MaterialDescription.of(description));
    }

    /** A certificate that signs itself, for a keystore's pair. */
    static Certificate certificate(KeyPair pair) {
        try {
            boolean ec = pair.getPrivate().getAlgorithm().equals("EC");
            AlgorithmIdentifier algorithm = new AlgorithmIdentifier(
                    new ASN1ObjectIdentifier(ec ? "1.2.840.10045.4.3.2" : "1.2.840.113549.1.1.11"));
            V3TBSCertificateGenerator generator = new V3TBSCertificateGenerator();
            generator.setSerialNumber(new ASN1Integer(BigInteger.ONE));
            generator.setIssuer(new X500Name("CN=itemseal"));
            generator.setSubject(new X500Name("CN=itemseal"));
            generator.setStartDate(new Time(Date.from(Instant.parse("2024-01-01T00:00:00Z"))));
            generator.setEndDate(new Time(Date.from(Instant.parse("2049-01-01T00:00:00Z"))));
            generator.setSubjectPublicKeyInfo(
                    SubjectPublicKeyInfo.getInstance(pair.getPublic().getEncoded()));
            generator.setSignature(algorithm);
            TBSCertificate content = generator.generateTBSCertificate();
            Signature signature = Signature.getInstance(ec ? "SHA256withECDSA" : "SHA256withRSA");
            signature.initSign(pair.getPrivate());
            signature.update(content.getEncoded());
            ASN1EncodableVector certificate = new ASN1EncodableVector();
            certificate.add(content);
            certificate.add(algorithm);
            certificate.add(new DERBitString(signature.sign()));
            return CertificateFactory.getInstance("X.509")
                    .generateCertificate(new ByteArrayInputStream(new DERSequence(certificate).getEncoded()));
        } catch (GeneralSecurityException | IOException e) {
            throw new AssertionError(e);
        }
    }

    private static KeyPair pair(String algorithm, int sizeBits) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
            generator.initialize(sizeBits);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }
}
