package dev.itemseal.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.itemseal.integration.BareJvm.Outcome;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The walk of docs/writing-a-provider.md: a plugin is built from what stands there, by a Maven of its own with an empty local
 * repository and the artifacts as they would be released, and serves the command on every kind of path.
 */
class OutsidePluginTest {

    private static final Path EXAMPLE = BuiltModules.root().resolve("examples/custom-provider");
    private static final Pattern FILE = Pattern.compile("`([^`\n]+)`:\n\n```[a-z]*\n(.*?)```\n", Pattern.DOTALL);
    private static final Pattern COPIED = Pattern.compile("^cp \\S+/custom-provider/(\\S+\\.java) ", Pattern.MULTILINE);
    private static final Pattern ADDRESS = Pattern.compile("http://\\S+");
    private static final String MAIN = "dev.itemseal.cli.Main";
    private static final String ITEM = "{\"id\":{\"S\":\"1\"},\"drink\":{\"S\":\"tea\"}}";
    private static final int MAVEN_SECONDS = 240;

    @TempDir
    private static Path folder;

    private static Path commandPath;
    private static Process service;

    @BeforeAll
    static void walk() throws Exception {
        Path command = BuiltModules.path("dev.itemseal.cli");
        assumeThat(Files.isRegularFile(command))
                .as("the command's module path is made when it is packaged")
                .isTrue();
        Path staged = Path.of(System.getProperty("itemseal.staged"));
        assumeThat(staged.resolve("dev/itemseal/itemseal-conformance"))
                .as("artifacts are staged by 'mvn verify' for all modules")
                .exists();
        commandPath = command.getParent();
        copyFromThePage();
        build(staged);
        String address = startService();
        Path configuration = folder.resolve("transit.properties");
        Files.writeString(
                configuration, Files.readString(configuration).replaceFirst("http://127\\.0\\.0\\.1:8200", address));
        Files.writeString(folder.resolve("token"), "open-sesame\n");
        Files.writeString(folder.resolve("item.json"), ITEM);
    }

    @AfterAll
    static void stopService() throws InterruptedException {
        if (service != null) {
            service.destroy();
            service.waitFor();
        }
    }

    private static void copyFromThePage() throws IOException {
        String page = Files.readString(BuiltModules.root().resolve("docs/writing-a-provider.md"));
        Matcher file = FILE.matcher(page);
        while (file.find()) {
            write(file.group(1), file.group(2));
        }
        Matcher copied = COPIED.matcher(page);
        while (copied.find()) {
            write(copied.group(1), Files.readString(EXAMPLE.resolve(copied.group(1))));
        }
    }

    private static void write(String name, String content) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, content);
    }

    /** All that Maven needs was fetched by our own build; its local repository stands in for the central one. */
    private static void build(Path staged) throws IOException, InterruptedException {
        Path settings = Files.writeString(
                folder.resolve("settings.xml"),
                "<settings><profiles><profile><id>fetched</id><repositories>" + fetched("repository")
                        + "</repositories><pluginRepositories>" + fetched("pluginRepository")
                        + "</pluginRepositories></profile></profiles>"
                        + "<activeProfiles><activeProfile>fetched</activeProfile></activeProfiles></settings>");
        Path log = folder.resolve("build.log");
        ProcessBuilder builder = new ProcessBuilder(
                        Path.of(System.getProperty("itemseal.maven.home"), "bin", "mvn")
                                .toString(),
                        "-B",
                        "-ntp",
                        "-s",
                        settings.toString(),
                        "-Dmaven.repo.local=" + folder.resolve("repository"),
                        "-Ditemseal.repository=" + staged.toUri(),
                        "verify")
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment().keySet().removeIf(name -> name.startsWith("MAVEN_"));
        Process maven = builder.start();
        if (!maven.waitFor(MAVEN_SECONDS, TimeUnit.SECONDS)) {
            maven.destroyForcibly();
        }
        assertThat(maven.exitValue()).as(Files.readString(log)).isZero();
        assertThat(Files.readString(log)).contains("Tests run: 16, Failures: 0, Errors: 0, Skipped: 0");
    }

    private static String fetched(String element) {
        return "<" + element + "><id>central</id><url>"
                + Path.of(System.getProperty("itemseal.maven.repository")).toUri()
                + "</url><releases><checksumPolicy>ignore</checksumPolicy></releases></" + element + ">";
    }

    private static String startService() throws IOException {
        ProcessBuilder builder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        folder.resolve("target/test-classes").toString(),
                        "com.example.transit.TransitServer",
                        "0")
                .redirectErrorStream(true);
        builder.environment().remove("JDK_JAVA_OPTIONS"); // the JVM would say first that it has them
        service = builder.start();
        BufferedReader output = service.inputReader(StandardCharsets.UTF_8);
        Matcher address = ADDRESS.matcher(output.readLine());
        assertThat(address.find()).isTrue();
        return address.group();
    }

    private static Path plugin() {
        return folder.resolve("target/itemseal-transit-1.0.0.jar");
    }

    @Test
    void theExampleIsWhatThePageShows() throws IOException {
        List<String> shown = new ArrayList<>();
        Matcher file = FILE.matcher(Files.readString(BuiltModules.root().resolve("docs/writing-a-provider.md")));
        while (file.find()) {
            if (!file.group(1).equals("transit.properties")) {
                assertThat(file.group(2)).isEqualTo(Files.readString(EXAMPLE.resolve(file.group(1))));
                shown.add(file.group(1));
            }
        }
        assertThat(shown).hasSize(7);
    }

    @Test
    void servesOnTheModulePath() throws Exception {
        assertEncryptsAndDecrypts(() -> new BareJvm()
                .modulePath(List.of(commandPath, plugin()))
                .with("--add-modules", "ALL-MODULE-PATH", "-m", "dev.itemseal.cli/" + MAIN));
    }

    @Test
    void servesOnTheClassPath() throws Exception {
        assertEncryptsAndDecrypts(() -> new BareJvm()
                .classPath(List.of(commandPath.resolve("*"), plugin()))
                .with(MAIN));
    }

    /** On the class path nobody asks for the JDK's modules that a plugin needs. */
    @Test
    void servesModulesFromTheClassPath() throws Exception {
        assertEncryptsAndDecrypts(() -> new BareJvm()
                .modulePath(List.of(commandPath))
                .classPath(List.of(plugin()))
                .with("--add-modules", "ALL-MODULE-PATH,java.net.http", "-m", "dev.itemseal.cli/" + MAIN));
    }

    private static void assertEncryptsAndDecrypts(Supplier<BareJvm> jvm) throws Exception {
        Outcome encrypted = run(jvm, "encrypt", "item.json");
        assertThat(encrypted.status()).as(encrypted.output()).isZero();
        assertThat(encrypted.output()).contains("\"drink\":{\"B\":").doesNotContain("tea");
        Files.writeString(folder.resolve("encrypted.json"), encrypted.output());

        Outcome decrypted = run(jvm, "decrypt", "encrypted.json");

        assertThat(decrypted).isEqualTo(new Outcome(0, ITEM));
    }

    private static Outcome run(Supplier<BareJvm> jvm, String command, String file) throws Exception {
        return jvm.get()
                .with(
                        command,
                        "--config",
                        folder.resolve("transit.properties").toString(),
                        folder.resolve(file).toString())
                .run();
    }
}
