package dev.itemseal.vectors;

import dev.itemseal.api.error.MaterialsException;
import dev.itemseal.api.error.Reason;
import dev.itemseal.api.materials.ExternalSigningKey;
import dev.itemseal.api.materials.SigningAlgorithm;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.Signature;

/** An EC key that signs with a generator of the caller's: unlike the other signatures, those of ECDSA are random. */
record SeededEcdsaKey(SigningAlgorithm algorithm, PrivateKey key, SecureRandom random) implements ExternalSigningKey {

    @Override
    public byte[] sign(byte[] stringToSign) {
        try {
            Signature signature = Signature.getInstance(algorithm.jcaName());
            signature.initSign(key, random);
            signature.update(stringToSign);
            return signature.sign();
        } catch (GeneralSecurityException e) {
            throw new MaterialsException(
                    Reason.KEY_UNAVAILABLE, "The key for " + algorithm.jcaName() + " can't be used", false, e);
        }
    }

    @Override
    public String toString() {
        return algorithm.jcaName() + " private key (hidden)";
    }
}
