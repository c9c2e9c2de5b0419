package dev.itemseal.engine.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.itemseal.api.item.BinaryValue;
import dev.itemseal.api.materials.MaterialDescription;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DescriptionCodecTest {

    private static MaterialDescription read(String hex) {
        return DescriptionCodec.deserialize(BinaryValue.copyOf(HexFormat.of().parseHex(hex.replace(" ", ""))));
    }

    @Test
    @DisplayName("DSC-1, DSC-2: entries sorted by name, whatever order they were given in")
    void knownAnswer() {
        MaterialDescription description = MaterialDescription.of(Map.of("C", "123", "A", "é"));
        String hex = "00000000 00000001 41 00000002 c3a9 00000001 43 00000003 313233";
        assertThat(HexFormat.of().formatHex(DescriptionCodec.serialize(description)))
                .isEqualTo(hex.replace(" ", ""));
        assertThat(read(hex)).isEqualTo(description);
        assertThat(read("00000000 00000001 43 00000003 313233 00000001 41 00000002 c3a9"))
                .isEqualTo(description);
    }

    @Test
    @DisplayName("DSC-4: four zero bytes are an empty description")
    void empty() {
        assertThat(read("00000000")).isEqualTo(MaterialDescription.empty());
    }

    @ParameterizedTest(name = "DSC-4: {1}")
    @CsvSource({
        "'', no bytes",
        "000000, a cut-off version",
        "00000001, version 1",
        "01000000, version 2^24",
        "00000000 00, a cut-off length",
        "00000000 00000001, a name beyond the end",
        "00000000 00000001 41, a name without a value",
        "00000000 00000001 41 00000002 41, a value beyond the end",
        "00000000 7fffffff 41, a length of 2^31-1",
        "00000000 ffffffff 41, a length of 2^32-1",
        "00000000 00000001 ff 00000000, bad UTF-8 in a name",
        "00000000 00000001 41 00000001 ff, bad UTF-8 in a value",
        "00000000 00000001 41 00000000 00000001 41 00000000, a name twice"
    })
    void malformed(String hex, String what) {
        assertThatExceptionOfType(MalformedException.class).as(what).isThrownBy(() -> read(hex));
    }

    @Test
    @DisplayName("DSC-5: 256 entries and 65,536 bytes, and not one more")
    void bounds() {
        Map<String, String> entries = new HashMap<>();
        for (int i = 0; i < 256; i++) {
            entries.put("e" + i, "");
        }
        byte[] most = DescriptionCodec.serialize(MaterialDescription.of(entries));
        assertThat(DescriptionCodec.deserialize(BinaryValue.copyOf(most)).entries())
                .hasSize(256);
        String oneMore = HexFormat.of().formatHex(most) + "000000016100000000";
        assertThatExceptionOfType(MalformedException.class).isThrownBy(() -> read(oneMore));
        MaterialDescription tooMany = MaterialDescription.of(entries).with("one more", "");
        assertThatExceptionOfType(MalformedException.class).isThrownBy(() -> DescriptionCodec.serialize(tooMany));

        MaterialDescription full = MaterialDescription.of(Map.of("n", "x".repeat(65_536 - 13)));
        byte[] longest = DescriptionCodec.serialize(full);
        assertThat(longest).hasSize(65_536);
        assertThat(DescriptionCodec.deserialize(BinaryValue.copyOf(longest))).isEqualTo(full);
        MaterialDescription tooLong = MaterialDescription.of(Map.of("n", "x".repeat(65_536 - 12)));
        assertThatExceptionOfType(MalformedException.class).isThrownBy(() -> DescriptionCodec.serialize(tooLong));
        BinaryValue tooLongStored = BinaryValue.copyOf(new byte[65_537]);
        assertThatExceptionOfType(MalformedException.class)
                .isThrownBy(() -> DescriptionCodec.deserialize(tooLongStored));
    }

    @Property(tries = 5_000)
    void arbitraryBytes(@ForAll byte[] bytes) {
        byte[] version0 = new byte[bytes.length + 4];
        System.arraycopy(bytes, 0, version0, 4, bytes.length);
        for (byte[] input : new byte[][] {bytes, version0}) {
            MaterialDescription description;
            try {
                description = DescriptionCodec.deserialize(BinaryValue.copyOf(input));
            } catch (MalformedException expected) {
                continue;
            }
            assertThat(DescriptionCodec.serialize(description)).hasSameSizeAs(input);
        }
    }
}
