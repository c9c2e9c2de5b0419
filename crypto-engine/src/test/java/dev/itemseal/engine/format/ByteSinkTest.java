package dev.itemseal.engine.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.itemseal.api.error.InvalidItemException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class ByteSinkTest {

    private static byte[] secret(int length) {
        byte[] bytes = new byte[length];
        Arrays.fill(bytes, (byte) 0x5E);
        return bytes;
    }

    @Test
    @DisplayName("Integers are big-endian, all four bytes of them")
    void integers() {
        ByteSink sink = new ByteSink(1);
        sink.writeInt(0x81828384);
        sink.writeInt(0x01020304);

        assertThat(Arrays.copyOf(sink.array(), sink.length()))
                .containsExactly(0x81, 0x82, 0x83, 0x84, 0x01, 0x02, 0x03, 0x04);
    }

    @Test
    @DisplayName("What was written before stays when the sink grows, whichever way it grows")
    void growing() {
        ByteSink sink = new ByteSink(1);
        sink.writeText("a", "x");
        sink.writeText("é\uD83D\uDE00", "x");
        sink.writeByte('b');
        sink.write("cd".getBytes(StandardCharsets.US_ASCII));
        sink.writeText("e".repeat(100), "x");

        assertThat(new String(sink.array(), 0, sink.length(), StandardCharsets.UTF_8))
                .isEqualTo("aé\uD83D\uDE00bcd" + "e".repeat(100));
    }

    @Test
    @DisplayName("An array that the sink grows out of is overwritten, with what was cut off before")
    void wipesWhatItGrowsOutOf() {
        ByteSink sink = new ByteSink(16);
        sink.write(secret(16));
        sink.truncate(3);
        byte[] outgrown = sink.array();
        sink.write(secret(14));

        assertThat(sink.array()).isNotSameAs(outgrown);
        assertThat(outgrown).containsOnly(0);
        assertThat(Arrays.copyOf(sink.array(), sink.length())).isEqualTo(secret(17));
    }

    @Test
    @DisplayName("Wiping overwrites all that was ever written, and gives a large array back")
    void wipes() {
        for (int maxCapacity : new int[] {8, 16, 64}) {
            ByteSink sink = new ByteSink(16);
            sink.write(secret(16));
            sink.truncate(2);
            byte[] held = sink.array();
            sink.wipe(maxCapacity);

            assertThat(held).containsOnly(0);
            assertThat(sink.length()).isZero();
            assertThat(sink.array()).hasSizeLessThanOrEqualTo(maxCapacity).containsOnly(0);
        }
    }

    @Test
    @DisplayName("SER-15: what was written of a text that is refused is overwritten as well")
    void wipesARefusedText() {
        ByteSink sink = new ByteSink(64);
        assertThatExceptionOfType(InvalidItemException.class)
                .isThrownBy(() -> sink.writeText("secret-\u00E9\uD800", "x"));
        byte[] held = sink.array();
        assertThat(new String(held, StandardCharsets.UTF_8)).startsWith("secret-");
        sink.wipe(1024);

        assertThat(held).containsOnly(0);
    }
}
