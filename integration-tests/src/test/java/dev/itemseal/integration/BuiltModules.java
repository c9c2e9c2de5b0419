package dev.itemseal.integration;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleFinder;
import java.lang.module.ModuleReader;
import java.lang.module.ModuleReference;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Our modules as they were built: jars, or directories of classes where nothing was packaged. */
final class BuiltModules {

    static final String API = "dev.itemseal.api";
    static final String ENGINE = "dev.itemseal.engine";
    static final String WRAPPED = "dev.itemseal.materials.wrapped";

    private static final Pattern MODULE_ELEMENT = Pattern.compile("<module>([a-z0-9-]+)</module>");

    private static final String SERVICES = "META-INF/services/";

    private static final Map<String, ModuleReference> ALL = find();

    private BuiltModules() {}

    static Path root() {
        return Path.of(System.getProperty("itemseal.root")).normalize();
    }

    /** The folders of the reactor that hold a Java module. */
    static Set<Path> folders() {
        Set<Path> folders = new LinkedHashSet<>();
        try {
            MODULE_ELEMENT
                    .matcher(Files.readString(root().resolve("pom.xml")))
                    .results()
                    .map(match -> root().resolve(match.group(1)))
                    .filter(folder -> Files.exists(folder.resolve("src/main/java/module-info.java")))
                    .forEach(folders::add);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return folders;
    }

    /** All of our modules on the class path of these tests, by name. */
    static Map<String, ModuleReference> all() {
        return ALL;
    }

    private static Map<String, ModuleReference> find() {
        Map<String, ModuleReference> modules = new TreeMap<>();
        try {
            for (URL url : Collections.list(BuiltModules.class.getClassLoader().getResources("module-info.class"))) {
                for (ModuleReference module : ModuleFinder.of(holder(url)).findAll()) {
                    if (module.descriptor().name().startsWith("dev.itemseal.")) {
                        modules.put(module.descriptor().name(), module);
                    }
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Collections.unmodifiableMap(modules);
    }

    static ModuleDescriptor descriptor(String name) {
        return all().get(name).descriptor();
    }

    static Path path(String name) {
        return Path.of(all().get(name).location().orElseThrow());
    }

    static List<Path> paths(String... names) {
        List<Path> paths = new ArrayList<>();
        for (String name : names) {
            paths.add(path(name));
        }
        return paths;
    }

    /** The jar or directory that a class comes from. */
    static Path pathOf(Class<?> type) {
        try {
            return Path.of(
                    type.getProtectionDomain().getCodeSource().getLocation().toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The services that a module declares for the class path: the classes by service, as the files list them. */
    static Map<String, Set<String>> servicesOnTheClassPath(ModuleReference module) throws IOException {
        Map<String, Set<String>> services = new TreeMap<>();
        try (ModuleReader reader = module.open()) {
            for (String file : reader.list().filter(BuiltModules::isServiceFile).toList()) {
                try (InputStream in = reader.open(file).orElseThrow()) {
                    Set<String> classes = new String(in.readAllBytes(), StandardCharsets.UTF_8)
                            .lines()
                            .map(line -> line.replaceFirst("#.*", "").strip())
                            .filter(name -> !name.isEmpty())
                            .collect(Collectors.toCollection(TreeSet::new));
                    services.put(file.substring(SERVICES.length()), classes);
                }
            }
        }
        return services;
    }

    private static boolean isServiceFile(String name) {
        return name.startsWith(SERVICES) && !name.endsWith("/");
    }

    private static Path holder(URL moduleInfo) {
        String url = moduleInfo.toString();
        String holder = url.startsWith("jar:")
                ? url.substring("jar:".length(), url.indexOf("!/"))
                : url.substring(0, url.length() - "module-info.class".length());
        return Path.of(URI.create(holder));
    }
}
