package dev.itemseal.vectors;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * Writes the project's own cases anew, with new RSA and EC keys. To be run by hand after a case was added; the result is
 * data that is checked in.
 */
final class GenerateCases {

    private GenerateCases() {}

    /**
     * Writes the files.
     *
     * @param args the directory {@code own/cases}
     */
    public static void main(String[] args) throws IOException {
        CaseBook book = new CaseBook();
        Forge forge = new Forge();
        ExampleItems items = new ExampleItems(forge);
        CaseKeys keys = CaseKeys.fresh();
        CaseConfigurations.addTo(book);
        new ActionCases(book, items).add();
        new ValueCases(book, items).add();
        new EncryptionCases(book, items, forge).add();
        new OrderCases(book, items, forge).add();
        new SignatureCases(book, items, forge, keys).add();
        new KeyCases(book, items, keys).add();
        new AesWrappingCases(book, items).add();
        new RsaWrappingCases(book, items, keys).add();
        new ReadingCases(book, items, forge).add();
        new KmsCases(book).add();
        Path directory = Path.of(args[0]);
        Files.createDirectories(directory);
        write(directory, "configurations", book.configurations());
        for (Map.Entry<String, ArrayNode> chapter : book.chapters().entrySet()) {
            write(directory, chapter.getKey(), chapter.getValue());
        }
    }

    private static void write(Path directory, String name, JsonNode content) throws IOException {
        Files.writeString(directory.resolve(name + ".json"), Json.pretty(content));
    }
}
