package dev.itemseal.api.plugin;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Texts as values of a type, or nothing. What the JDK's parsers say goes nowhere: it quotes the text. */
final class TypedValues {

    private static final Pattern SIZE = Pattern.compile("([0-9]{1,9})(?:([KMG])iB)?");
    private static final Set<String> SCHEMES = Set.of("http", "https");
    private static final Map<String, Long> UNITS = Map.of("K", 1L << 10, "M", 1L << 20, "G", 1L << 30);

    private TypedValues() {}

    static Optional<Path> path(String text) {
        try {
            return Optional.of(Path.of(text));
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    }

    static Optional<Boolean> flag(String text) {
        return text.equals("true") || text.equals("false") ? Optional.of(text.equals("true")) : Optional.empty();
    }

    static Optional<Integer> number(String text, int least, int most) {
        try {
            return Optional.of(Integer.valueOf(text)).filter(number -> number >= least && number <= most);
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    static Optional<Long> size(String text, long least, long most) {
        Matcher matcher = SIZE.matcher(text);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        long unit = matcher.group(2) == null ? 1 : Objects.requireNonNull(UNITS.get(matcher.group(2)));
        return Optional.of(Long.parseLong(matcher.group(1)) * unit).filter(size -> size >= least && size <= most);
    }

    static Optional<URI> address(String text) {
        try {
            return Optional.of(new URI(text))
                    .filter(uri -> uri.getHost() != null && SCHEMES.contains(String.valueOf(uri.getScheme())));
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }

    static Optional<Duration> duration(String text, Duration least, Duration most) {
        try {
            return Optional.of(Duration.parse(text))
                    .filter(duration -> duration.compareTo(least) >= 0 && duration.compareTo(most) <= 0);
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }
}
