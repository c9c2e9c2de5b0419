package dev.itemseal.conformance;

import dev.itemseal.api.materials.AesContentKey;
import dev.itemseal.api.materials.ContentKey;
import dev.itemseal.api.materials.ExternalContentKey;
import dev.itemseal.api.materials.ExternalSigningKey;
import dev.itemseal.api.materials.ExternalVerificationKey;
import dev.itemseal.api.materials.MacKey;
import dev.itemseal.api.materials.PrivateSigningKey;
import dev.itemseal.api.materials.PublicVerificationKey;
import dev.itemseal.api.materials.SigningAlgorithm;
import dev.itemseal.api.materials.SigningKey;
import dev.itemseal.api.materials.VerificationKey;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.Signature;
import java.security.SignatureException;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.IvParameterSpec;

/** Uses keys of every kind as the engine does. What keys get is a copy of their own. */
final class KeyUse {

    private KeyUse() {}

    static byte[] encrypt(ContentKey key, byte[] iv, byte[] plaintext) {
        return key instanceof ExternalContentKey external
                ? external.encrypt(iv.clone(), plaintext.clone())
                : aesCbc(Cipher.ENCRYPT_MODE, (AesContentKey) key, iv, plaintext);
    }

    static byte[] decrypt(ContentKey key, byte[] iv, byte[] ciphertext) {
        return key instanceof ExternalContentKey external
                ? external.decrypt(iv.clone(), ciphertext.clone())
                : aesCbc(Cipher.DECRYPT_MODE, (AesContentKey) key, iv, ciphertext);
    }

    private static byte[] aesCbc(int mode, AesContentKey key, byte[] iv, byte[] input) {
        try {
            Cipher cipher = Cipher.getInstance("AES/CBC/PKCS5Padding");
            cipher.init(mode, key.key(), new IvParameterSpec(iv));
            return cipher.doFinal(input);
        } catch (GeneralSecurityException e) {
            throw new AssertionError("The JCA can't use the content key: " + e.getMessage(), e);
        }
    }

    static byte[] sign(SigningKey key, byte[] stringToSign) {
        if (key instanceof ExternalSigningKey external) {
            return external.sign(stringToSign.clone());
        }
        try {
            if (key instanceof MacKey mac) {
                return mac(mac, mac.algorithm(), stringToSign);
            }
            Signature signature = Signature.getInstance(key.algorithm().jcaName());
            signature.initSign(((PrivateSigningKey) key).key());
            signature.update(stringToSign);
            return signature.sign();
        } catch (GeneralSecurityException e) {
            throw new AssertionError("The JCA can't use the signing key: " + e.getMessage(), e);
        }
    }

    static boolean verify(VerificationKey key, SigningAlgorithm algorithm, byte[] stringToSign, byte[] signature) {
        if (key instanceof ExternalVerificationKey external) {
            return external.verify(algorithm, stringToSign.clone(), signature.clone());
        }
        try {
            if (key instanceof MacKey mac) {
                return MessageDigest.isEqual(mac(mac, algorithm, stringToSign), signature);
            }
            Signature verification = Signature.getInstance(algorithm.jcaName());
            verification.initVerify(((PublicVerificationKey) key).key());
            verification.update(stringToSign);
            return verification.verify(signature);
        } catch (SignatureException e) {
            return false; // bytes that are no signature at all
        } catch (GeneralSecurityException e) {
            throw new AssertionError("The JCA can't use the verification key: " + e.getMessage(), e);
        }
    }

    private static byte[] mac(MacKey key, SigningAlgorithm algorithm, byte[] stringToSign)
            throws GeneralSecurityException {
        Mac mac = Mac.getInstance(algorithm.jcaName());
        mac.init(key.key());
        return mac.doFinal(stringToSign);
    }
}
