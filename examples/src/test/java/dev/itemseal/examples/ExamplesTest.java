package dev.itemseal.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** Each example runs and shows what it says. */
class ExamplesTest {

    private interface Program {
        void run() throws Exception;
    }

    private static String output(Program program) throws Exception {
        PrintStream before = System.out;
        ByteArrayOutputStream output = new ByteArrayOutputStream();
        try (PrintStream captured = new PrintStream(output, true, StandardCharsets.UTF_8)) {
            System.setOut(captured);
            program.run();
        } finally {
            System.setOut(before);
        }
        return output.toString(StandardCharsets.UTF_8);
    }

    @Test
    void encryptItem() throws Exception {
        assertThat(output(() -> EncryptItem.main(new String[0])))
                .contains("came back: true")
                .contains("trust nothing but: [binary, example, numbers, partition_attribute, sort_attribute]")
                .doesNotContain("hidden from nobody");
    }

    @Test
    void wrappedRsaKeys() throws Exception {
        assertThat(output(() -> WrappedRsaKeys.main(new String[0])))
                .contains("came back: true", "the reader can't write: no-signing-key");
    }

    @Test
    void useEncryptedTable() throws Exception {
        assertThat(output(() -> UseEncryptedTable.main(new String[0])))
                .contains(
                        "came back: true",
                        "attributes now: [customer, order, paid-by, status, total, views]",
                        "refused: unsafe-operation",
                        "deleted: true");
    }

    @Test
    void useEncryptedResource() throws Exception {
        assertThat(output(() -> UseEncryptedResource.main(new String[0])))
                .contains(
                        "left undone: 0",
                        "found in tables: [Customers, Invoices]",
                        "customers: 60",
                        "tables: [Customers, Invoices]");
    }

    @Test
    void storeByteStream() throws Exception {
        assertThat(output(() -> StoreByteStream.main(new String[0])))
                .contains("written: 2000000", "items in the table: 9", "read: 2000000", "deleted: true", "table: 0");
    }
}
