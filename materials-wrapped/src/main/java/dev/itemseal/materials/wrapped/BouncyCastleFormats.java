package dev.itemseal.materials.wrapped;

import java.io.IOException;
import java.io.StringReader;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.pkcs.RSAPrivateKey;
import org.bouncycastle.asn1.pkcs.RSAPublicKey;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.util.io.pem.PemObject;
import org.bouncycastle.util.io.pem.PemReader;

/**
 * The formats that the JDK does not read. The only class that refers to Bouncy Castle, which may not be there: whoever
 * calls it is ready for a {@link NoClassDefFoundError}.
 */
final class BouncyCastleFormats {

    private BouncyCastleFormats() {}

    /**
     * Reads the first block of a PEM text.
     *
     * @throws IOException if there is none, or it is malformed or encrypted
     */
    static PemBlock firstPemBlock(String text) throws IOException {
        try (PemReader reader = new PemReader(new StringReader(text))) {
            PemObject block = reader.readPemObject();
            if (block == null || !block.getHeaders().isEmpty()) {
                throw new IOException("no block, or one with headers, which are those of an encrypted key");
            }
            return new PemBlock(block.getType(), block.getContent());
        }
    }

    /** Puts a PKCS #1 private key into PKCS #8. */
    static byte[] pkcs8OfPkcs1(byte[] der) throws IOException {
        return new PrivateKeyInfo(rsa(), RSAPrivateKey.getInstance(der)).getEncoded();
    }

    /** Puts a PKCS #1 public key into SubjectPublicKeyInfo. */
    static byte[] spkiOfPkcs1(byte[] der) throws IOException {
        return new SubjectPublicKeyInfo(rsa(), RSAPublicKey.getInstance(der)).getEncoded();
    }

    private static AlgorithmIdentifier rsa() {
        return new AlgorithmIdentifier(PKCSObjectIdentifiers.rsaEncryption, DERNull.INSTANCE);
    }

    /** A block's label and its bytes. */
    static final class PemBlock {

        private final String type;
        private final byte[] content;

        private PemBlock(String type, byte[] content) {
            this.type = type;
            this.content = content;
        }

        String type() {
            return type;
        }

        byte[] content() {
            return content;
        }
    }
}
