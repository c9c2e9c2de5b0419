package dev.itemseal.cli;

import dev.itemseal.api.materials.SecretBytes;
import dev.itemseal.api.plugin.KeyEncoding;
import dev.itemseal.api.plugin.KeyPart;
import dev.itemseal.api.plugin.Plugins;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Makes keys. */
@Command(
        name = "keygen",
        description = {
            "Makes a new key in a file that only you can read, and tells the settings that name it. Of a pair (RSA, EC),"
                    + " FILE holds the private key and FILE.pub the public one.",
            ""
        },
        footer = {
            "",
            "  itemseal keygen AES wrapping.key          wraps a fresh key for every item",
            "  itemseal keygen HmacSHA256 signing.key    signs and verifies with one secret",
            "  itemseal keygen RSA signing.pem           signs with one half, verifies with the other",
            "",
            "Exit status: 0 the key is made, 2 it isn't."
        })
final class KeygenCommand implements Callable<Integer> {

    private final Terminal terminal;

    @Spec
    private CommandSpec spec;

    @Parameters(
            index = "0",
            paramLabel = "ALGORITHM",
            description = "AES, HmacSHA224, HmacSHA256, HmacSHA384, HmacSHA512, RSA or EC.")
    private String algorithm;

    @Parameters(index = "1", paramLabel = "FILE", description = "Where the key goes.")
    private Path file;

    @Option(
            names = {"-b", "--bits"},
            paramLabel = "N",
            description =
                    "The key's size: AES 128, 192 or 256 (default); HMAC 128 and more (default: that of its hash);"
                            + " RSA 2048 and more (default 3072); EC 256 (default), 384 or 521.")
    private @Nullable Integer bits;

    @Option(
            names = {"-e", "--encoding"},
            paramLabel = "NAME",
            description = "base64 (default) or raw for a secret key, pem (default) or der for a pair.")
    private @Nullable String encoding;

    @Option(
            names = {"-f", "--force"},
            description = "Replace a file that is there. What only its key decrypts is lost then.")
    private boolean force;

    KeygenCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        Optional<KeyEncoding> keyEncoding = Optional.ofNullable(encoding).map(this::encodingOf);
        OptionalInt size = bits == null ? OptionalInt.empty() : OptionalInt.of(bits);
        Map<KeyPart, SecretBytes> parts = Plugins.load().newKey(algorithm, size, keyEncoding);
        Map<KeyPart, Path> files = filesOf(parts.keySet());
        try {
            if (force) {
                KeyFiles.replace(parts, files);
            } else {
                KeyFiles.create(parts, files);
            }
        } finally {
            parts.values().forEach(SecretBytes::destroy);
        }
        PrintStream out = terminal.text();
        files.forEach((part, target) -> out.println(Printable.of(
                switch (part) {
                    case SECRET ->
                        "secret key    " + target + " (keep it to yourself, and a copy: without it nothing decrypts)";
                    case PRIVATE -> "private key   " + target + " (keep it to yourself, and a copy)";
                    case PUBLIC -> "public key    " + target;
                })));
        out.println();
        out.println("In the configuration, with file names relative to it:");
        new KeySettings(algorithm, file, keyEncoding).lines().forEach(line -> out.println("  " + Printable.of(line)));
        terminal.finish(out);
        return ExitCode.OK;
    }

    private KeyEncoding encodingOf(String name) {
        return KeyEncoding.ofSettingName(name)
                .orElseThrow(() -> new ParameterException(
                        spec.commandLine(), "'" + name + "' is no encoding; there are base64, raw, pem and der"));
    }

    private Map<KeyPart, Path> filesOf(Set<KeyPart> parts) {
        Path name = file.getFileName();
        if (name == null) {
            throw new UsageException(file + " is a directory; name the file that the key goes to");
        }
        Map<KeyPart, Path> files = new EnumMap<>(KeyPart.class);
        for (KeyPart part : parts) {
            files.put(part, part == KeyPart.PUBLIC ? file.resolveSibling(name + ".pub") : file);
        }
        return files;
    }
}
