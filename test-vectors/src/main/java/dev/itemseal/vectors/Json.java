package dev.itemseal.vectors;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.itemseal.vectors.text.UnprintableCharacters;
import java.io.IOException;
import java.io.UncheckedIOException;

/** JSON text, read strictly: one value, no key twice, nothing behind it. Errors never quote the text. */
final class Json {

    /** Far more than any item may be nested, and far less than would exhaust the stack. */
    private static final int MAX_NESTING = 1_000;

    private static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    // A table of names for all files would grow with them, and break where they were chosen to collide.
                    .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(MAX_NESTING)
                            .maxStringLength(Integer.MAX_VALUE)
                            .maxNameLength(Integer.MAX_VALUE)
                            .build())
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(SerializationFeature.INDENT_OUTPUT)
            .defaultPrettyPrinter(
                    new DefaultPrettyPrinter().withObjectIndenter(new DefaultIndenter("  ", "\n"))) // on every system
            .build();

    private Json() {}

    /** Why a text was not read. */
    static final class MalformedJsonException extends Exception {

        private static final long serialVersionUID = 1L;

        private final boolean tooDeep;

        MalformedJsonException(String message, boolean tooDeep) {
            super(message);
            this.tooDeep = tooDeep;
        }

        boolean tooDeep() {
            return tooDeep;
        }
    }

    static JsonNode parse(String text) throws MalformedJsonException {
        try (JsonParser parser = MAPPER.createParser(text)) {
            try {
                JsonNode node = MAPPER.readTree(parser);
                if (node == null || node instanceof MissingNode) {
                    throw new MalformedJsonException("is empty where JSON is expected", false);
                }
                return node;
            } catch (JsonProcessingException e) {
                // Jackson's own message quotes the text, which may be secret.
                boolean tooDeep = parser.getParsingContext().getNestingDepth() >= MAX_NESTING;
                throw new MalformedJsonException(
                        tooDeep
                                ? "is nested too deep"
                                : "is not valid JSON" + at(e.getLocation())
                                        + ": cut off, misspelt, with a key twice, or with something behind its end",
                        tooDeep);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e); // text in memory can't fail to be read
        }
    }

    private static String at(JsonLocation location) {
        return location == null ? "" : " at line " + location.getLineNr() + ", column " + location.getColumnNr();
    }

    /** The JSON on one line. */
    static String compact(JsonNode node) {
        return escapeUnprintable(node.toString());
    }

    /** The JSON as one reads it, with a line feed at the end. */
    static String pretty(JsonNode node) {
        try {
            return escapeUnprintable(MAPPER.writeValueAsString(node)) + '\n';
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e); // a tree in memory can't fail to be written
        }
    }

    /**
     * Half a character has no UTF-8 form, and what controls a terminal is not to be sent to one; but both have an escape in
     * JSON. They stand within texts alone, but for line feeds: those within texts are escapes already.
     */
    private static String escapeUnprintable(String json) {
        return UnprintableCharacters.escape(json, codePoint -> codePoint == '\n');
    }
}
