package dev.itemseal.benchmarks;

import dev.itemseal.api.item.Item;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.List;
import javax.crypto.Cipher;
import javax.crypto.spec.SecretKeySpec;

/** What a fresh key for an item can't do without, and nothing else: made and wrapped for encrypting, unwrapped for decrypting. */
final class KeyAlone implements Subject {

    private static final int KEY_BYTES = 32;

    @Override
    public Workload workload(List<Item> items) throws GeneralSecurityException {
        SecureRandom random = SecureRandom.getInstance("DRBG");
        Cipher wrapping = Cipher.getInstance("AESWrap");
        wrapping.init(Cipher.WRAP_MODE, Keys.wrapping());
        Cipher unwrapping = Cipher.getInstance("AESWrap");
        unwrapping.init(Cipher.UNWRAP_MODE, Keys.wrapping());
        byte[] wrapped = wrapping.wrap(Keys.content());
        return new Workload() {
            @Override
            public Object encrypt(int index) throws GeneralSecurityException {
                byte[] key = new byte[KEY_BYTES];
                random.nextBytes(key);
                return wrapping.wrap(new SecretKeySpec(key, "AES"));
            }

            @Override
            public Object decrypt(int index) throws GeneralSecurityException {
                return unwrapping.unwrap(wrapped, "AES", Cipher.SECRET_KEY);
            }
        };
    }
}
