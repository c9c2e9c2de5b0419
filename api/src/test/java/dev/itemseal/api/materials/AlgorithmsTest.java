package dev.itemseal.api.materials;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What an item's description may name is in these lists, exactly so spelt, or it is nothing. */
class AlgorithmsTest {

    @Test
    void signingAlgorithmsAreThoseOfSig2ToSig4() {
        assertThat(SigningAlgorithm.values())
                .extracting(SigningAlgorithm::jcaName)
                .containsExactlyInAnyOrder(
                        "HmacSHA224",
                        "HmacSHA256",
                        "HmacSHA384",
                        "HmacSHA512",
                        "SHA224withRSA",
                        "SHA256withRSA",
                        "SHA384withRSA",
                        "SHA512withRSA",
                        "SHA256withECDSA",
                        "SHA384withECDSA",
                        "SHA512withECDSA");
    }

    @ParameterizedTest
    @EnumSource
    void signingAlgorithmsAreFoundByName(SigningAlgorithm algorithm) {
        assertThat(SigningAlgorithm.ofJcaName(algorithm.jcaName())).contains(algorithm);
        assertThat(algorithm.jcaName()).contains(Integer.toString(algorithm.digestLength() * 8));
        String familyInName = algorithm.family() == SigningAlgorithm.Family.HMAC
                ? "Hmac"
                : algorithm.family() == SigningAlgorithm.Family.RSA ? "withRSA" : "withECDSA";
        assertThat(algorithm.jcaName()).contains(familyInName);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "hmacsha256",
                "HMACSHA256",
                "HmacSHA256 ",
                "HmacSHA1",
                "HmacMD5",
                "SHA1withRSA",
                "MD5withRSA",
                "NONEwithRSA",
                "SHA256WithRSA",
                "SHA256withRSA/PSS",
                "SHA224withECDSA",
                "SHA256withDSA",
                "1.2.840.113549.2.9"
            })
    void noOtherSigningAlgorithmIsFound(String name) { // KEY-4, RD-7
        assertThat(SigningAlgorithm.ofJcaName(name)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"AES/256, 32, 32", "AES/192, 24, 24", "AES/128, 16, 16", "AES, 32, 16 24 32"})
    void contentKeyAlgorithmsAreThoseOfWrp12(String name, int newKeyLength, String lengths) {
        ContentKeyAlgorithm algorithm =
                ContentKeyAlgorithm.ofDescriptionName(name).orElseThrow();

        assertThat(algorithm.descriptionName()).isEqualTo(name);
        assertThat(algorithm.newKeyLength()).isEqualTo(newKeyLength);
        assertThat(IntStream.rangeClosed(-1, 100)
                        .filter(algorithm::allowsLength)
                        .mapToObj(Integer::toString))
                .containsExactly(lengths.split(" ", -1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "aes", "AES/", "AES/0", "AES/abc", "AES/512", "AES/256 ", "AES/CBC", "DES", "DESede"})
    void noOtherContentKeyAlgorithmIsFound(String name) { // WRP-12
        assertThat(ContentKeyAlgorithm.ofDescriptionName(name)).isEmpty();
    }
}
