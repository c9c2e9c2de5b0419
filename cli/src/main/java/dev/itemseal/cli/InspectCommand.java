package dev.itemseal.cli;

import dev.itemseal.api.ReservedAttributes;
import dev.itemseal.api.item.BinaryValue;
import dev.itemseal.api.item.Item;
import dev.itemseal.api.materials.MaterialDescription;
import dev.itemseal.api.materials.SigningAlgorithm;
import dev.itemseal.engine.DescriptionBinding;
import dev.itemseal.engine.ItemInspection;
import dev.itemseal.vectors.ItemLine;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Says what can be seen of stored items without any key. */
@Command(
        name = "inspect",
        description = {
            "Shows what can be seen of stored items without any key: what is encrypted, the material description, the"
                    + " signature and the sizes. Nothing of it is verified, and no value is shown.",
            "",
            "Items are DynamoDB JSON, one a line, plain or within {\"Item\": …}, from files or standard input.",
            ""
        },
        footer = {"", "Exit status: 0 all items were read, 1 some are malformed, 2 a file is wrong."})
final class InspectCommand implements Callable<Integer> {

    /** Entries of the description whose values name algorithms or versions. */
    private static final Set<String> SHOWN = Set.of(
            "amzn-ddb-map-sym-mode",
            "amzn-ddb-map-signingAlg",
            "amzn-ddb-env-alg",
            "amzn-ddb-wrap-alg",
            "amzn-ddb-sig-alg",
            "amzn-ddb-meta-id",
            "aws-kms-ec-attr");

    private final Terminal terminal;

    @Option(
            names = "--signature-attribute",
            paramLabel = "NAME",
            description = "The attribute with the signature, where it isn't *amzn-ddb-map-sig*.")
    private String signatureAttribute = ReservedAttributes.DEFAULT.signatureName();

    @Option(
            names = "--description-attribute",
            paramLabel = "NAME",
            description = "The attribute with the description, where it isn't *amzn-ddb-map-desc*.")
    private String descriptionAttribute = ReservedAttributes.DEFAULT.descriptionName();

    @Parameters(paramLabel = "FILE", arity = "0..*", description = "Files with items; without any, standard input.")
    private List<Path> files = new ArrayList<>();

    InspectCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        ReservedAttributes reserved = new ReservedAttributes(signatureAttribute, descriptionAttribute);
        return new ItemStream(terminal)
                .process(
                        files,
                        (line, number) ->
                                Optional.of(report(ItemLine.parse(line).item(), number, reserved)));
    }

    private static String report(Item item, long number, ReservedAttributes reserved) {
        ItemInspection inspection = ItemInspection.of(item, reserved);
        List<String> encrypted = new ArrayList<>();
        List<String> readable = new ArrayList<>();
        item.forEach((name, value) -> {
            if (inspection.ciphertextLike().contains(name)) {
                encrypted.add(name + " (" + ((BinaryValue) value).length() + " bytes)");
            } else if (!reserved.contains(name)) {
                readable.add(name + " (" + value.type() + ")");
            }
        });
        List<String> lines = new ArrayList<>();
        lines.add("line " + number + ": " + summary(inspection));
        lines.add("  looks encrypted  " + listed(encrypted));
        lines.add("  readable         " + listed(readable));
        inspection
                .signatureLength()
                .ifPresent(length ->
                        lines.add("  signature        " + length + " bytes, " + algorithm(inspection, length)));
        inspection.description().ifPresent(description -> {
            lines.add("  description      " + reservedSize(item, reserved.descriptionName()) + " bytes");
            description.entries().forEach((name, value) -> lines.add("    " + name + "  " + shown(name, value)));
        });
        return String.join("\n", lines.stream().map(Printable::of).toList());
    }

    private static String summary(ItemInspection inspection) {
        boolean signed = inspection.signatureLength().isPresent();
        if (!signed) {
            return inspection.description().isPresent() ? "description without a signature" : "plaintext";
        }
        return inspection.ciphertextLike().isEmpty() ? "signed" : "encrypted and signed";
    }

    private static String listed(List<String> names) {
        return names.isEmpty() ? "nothing" : String.join(", ", names);
    }

    private static int reservedSize(Item item, String name) {
        return ((BinaryValue) item.attribute(name).orElseThrow()).length();
    }

    private static String algorithm(ItemInspection inspection, int length) {
        return inspection
                .signingAlgorithm()
                .orElseGet(() -> "no algorithm named"
                        + Arrays.stream(SigningAlgorithm.values())
                                .filter(algorithm -> algorithm.family() == SigningAlgorithm.Family.HMAC)
                                .filter(algorithm -> algorithm.digestLength() == length)
                                .findFirst()
                                .map(algorithm -> ": by its size " + algorithm.jcaName())
                                .orElse(""));
    }

    private static String shown(String name, String value) {
        boolean binding = name.equals(DescriptionBinding.ENTRY);
        if (binding || name.equals(MaterialDescription.CONTENT_KEY)) {
            try {
                return (binding ? "binds this description, " : "wrapped key of ")
                        + Base64.getDecoder().decode(value).length + " bytes";
            } catch (IllegalArgumentException e) {
                return "not Base64, " + value.length() + " characters";
            }
        }
        return SHOWN.contains(name) ? value : value.length() + " characters";
    }
}
