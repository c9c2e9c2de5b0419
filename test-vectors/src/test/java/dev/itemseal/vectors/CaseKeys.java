package dev.itemseal.vectors;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;

/** The key pairs of one set of cases. */
record CaseKeys(KeyPair rsa, KeyPair weakRsa, KeyPair ec) {

    static CaseKeys fresh() {
        return new CaseKeys(pair("RSA", 2048), pair("RSA", 1024), pair("EC", 256));
    }

    private static KeyPair pair(String algorithm, int bits) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
            generator.initialize(bits);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
