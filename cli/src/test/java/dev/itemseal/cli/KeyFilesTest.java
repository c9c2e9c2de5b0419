package dev.itemseal.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.itemseal.api.materials.SecretBytes;
import dev.itemseal.api.plugin.KeyPart;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeyFilesTest {

    @TempDir
    private Path directory;

    private Map<KeyPart, Path> files;
    private Map<KeyPart, SecretBytes> parts;

    /** The private one, which is written after the public one, can't be had. */
    @BeforeEach
    void prepare() {
        files = Map.of(KeyPart.PRIVATE, directory.resolve("pair"), KeyPart.PUBLIC, directory.resolve("pair.pub"));
        SecretBytes destroyed = SecretBytes.copyOf(new byte[] {1}, "RSA");
        destroyed.destroy();
        parts = Map.of(KeyPart.PRIVATE, destroyed, KeyPart.PUBLIC, SecretBytes.copyOf(new byte[] {2}, "RSA"));
    }

    @Test
    void noNameStaysTakenWhateverGoesWrong() {
        assertThatThrownBy(() -> KeyFiles.create(parts, files)).isInstanceOf(IllegalStateException.class);

        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void nothingIsReplacedBeforeAllIsWritten() throws IOException {
        for (Path file : files.values()) {
            Files.writeString(file, "old");
        }

        assertThatThrownBy(() -> KeyFiles.replace(parts, files)).isInstanceOf(IllegalStateException.class);

        assertThat(files.values()).allSatisfy(file -> assertThat(file).hasContent("old"));
        assertThat(directory).isDirectoryNotContaining(file -> !files.containsValue(file));
    }
}
