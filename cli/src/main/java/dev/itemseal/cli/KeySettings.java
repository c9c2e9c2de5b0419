package dev.itemseal.cli;

import dev.itemseal.api.plugin.KeyEncoding;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Which settings name a new key in a configuration. */
record KeySettings(String algorithm, Path file, Optional<KeyEncoding> encoding) {

    List<String> lines() {
        List<String> lines = new ArrayList<>();
        if (algorithm.equals("AES")) {
            lines.add("provider = wrapped");
            lines.add("provider.wrapping-key = aes");
            addKey(lines, "wrapping-key", file, "");
        } else if (algorithm.equals("RSA")) {
            lines.add("# to sign and verify:");
            addPair(lines, "signing-key", "verification-key", "SHA256withRSA");
            lines.add("# or, with another pair, to wrap a fresh key for every item:");
            lines.add("provider = wrapped");
            lines.add("provider.wrapping-key = rsa");
            addPair(lines, "wrapping-key.private-key", "wrapping-key.public-key", "");
        } else if (algorithm.equals("EC")) {
            addPair(lines, "signing-key", "verification-key", "SHA256withECDSA");
        } else {
            addKey(lines, "signing-key", file, algorithm);
        }
        return lines;
    }

    private void addPair(List<String> lines, String privateSection, String publicSection, String signingAlgorithm) {
        addKey(lines, privateSection, file, signingAlgorithm);
        addKey(lines, publicSection, file.resolveSibling(file.getFileName() + ".pub"), signingAlgorithm);
    }

    private void addKey(List<String> lines, String section, Path keyFile, String signingAlgorithm) {
        lines.add("provider." + section + ".file = " + keyFile.toString().replace("\\", "\\\\"));
        encoding.filter(chosen -> chosen == KeyEncoding.RAW || chosen == KeyEncoding.DER)
                .ifPresent(chosen -> lines.add("provider." + section + ".encoding = " + chosen.settingName()));
        if (!signingAlgorithm.isEmpty()) {
            lines.add("provider." + section + ".algorithm = " + signingAlgorithm);
        }
    }
}
