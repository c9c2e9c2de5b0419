package dev.itemseal.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.itemseal.integration.BareJvm.Outcome;
import dev.itemseal.testkit.LocalKms;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A user's program with DynamoDB and KMS, with the jars that Maven gives it, on every kind of path. */
class KmsAndSdkExampleTest {

    private static final Pattern ROW = Pattern.compile(
            "^\\| \\[kms-and-sdk\\]\\(\\.\\./examples/kms-and-sdk\\) \\| .* \\| (\\d+) \\| ([\\d,]+) KB \\|$",
            Pattern.MULTILINE);

    private static final String PROGRAM = "dev.itemseal.examples.aws.EncryptedUsers";
    private static final String MODULE = "users";

    private static final List<String> REQUIRED = List.of(
            "dev.itemseal.adapter.awssdk2", "dev.itemseal.materials.kms", "software.amazon.awssdk.http.urlconnection");

    @TempDir
    private Path temporary;

    /** The program's classes, then the jars. */
    private final List<Path> classPath = new ArrayList<>();

    @BeforeEach
    void readClassPath() throws Exception {
        Path built = BuiltModules.path(BuiltModules.API).getParent();
        Path target = BuiltModules.root()
                .resolve("examples/kms-and-sdk")
                .resolve(BuiltModules.root().resolve("api").relativize(built));
        Path file = target.resolve("runtime-classpath");
        assumeThat(file)
                .as("the class path is written when modules are packaged")
                .exists();
        classPath.add(target.resolve("classes"));
        Stream.of(Files.readString(file).split(File.pathSeparator))
                .map(Path::of)
                .forEach(classPath::add);
    }

    @Test
    void treeIsAsLargeAsThePageSays() throws Exception {
        Matcher row = ROW.matcher(Files.readString(BuiltModules.root().resolve("docs/embedding.md")));
        assertThat(row.find()).isTrue();
        List<Path> jars = classPath.subList(1, classPath.size());
        long bytes = 0;
        for (Path jar : jars) {
            bytes += Files.size(jar);
        }

        assertThat(jars).hasSize(Integer.parseInt(row.group(1))).allMatch(Files::isRegularFile);
        int kilobytes = Integer.parseInt(row.group(2).replace(",", ""));
        assertThat(bytes / 1000).isBetween(kilobytes * 3L / 4, kilobytes - 1L);
    }

    @Test
    @NeedsDynamoDb
    void storesEncryptedOnTheClassPath() throws Exception {
        storesEncrypted(new BareJvm().classPath(classPath).with(PROGRAM));
    }

    @Test
    @NeedsDynamoDb
    void storesEncryptedOnTheModulePath()
            throws Exception { // without the enhanced client, which only some programs need
        List<Path> jars = classPath.subList(1, classPath.size());
        Path module = compileModule(jars);

        List<Path> modulePath = new ArrayList<>(jars);
        modulePath.add(module);
        storesEncrypted(new BareJvm().modulePath(modulePath).with("-m", MODULE + "/" + PROGRAM));
    }

    @Test
    @NeedsDynamoDb
    void storesEncryptedAsAnOrdinaryProgramWithModules() throws Exception {
        storesEncrypted(new BareJvm()
                .modulePath(classPath.subList(1, classPath.size()))
                .with("--add-modules", String.join(",", REQUIRED))
                .classPath(classPath.subList(0, 1))
                .with(PROGRAM));
    }

    private static void storesEncrypted(BareJvm jvm) throws Exception {
        try (LocalKms kms = LocalKms.builder().region("eu-west-1").start()) {
            Outcome outcome = jvm.with(ClientFixtures.createUsers(), kms.createKey())
                    .environment("AWS_REGION", kms.region())
                    .environment("AWS_ACCESS_KEY_ID", "local")
                    .environment("AWS_SECRET_ACCESS_KEY", "local")
                    .environment("AWS_ENDPOINT_URL_KMS", kms.endpoint().toString())
                    .environment(
                            "AWS_ENDPOINT_URL_DYNAMODB",
                            LocalDynamoDb.endpoint().toString())
                    .run();

            assertThat(outcome.status()).as(outcome.output()).isZero();
            assertThat(outcome.output()).contains("stored: B", "came back: N").doesNotContain("84.95");
            assertThat(kms.calls()).isEqualTo(2);
        }
    }

    /** The program's sources with a descriptor that names what it needs, as a user would write it. */
    private Path compileModule(List<Path> jars) throws IOException {
        String requires =
                REQUIRED.stream().map(module -> "requires " + module + "; ").collect(Collectors.joining());
        Path descriptor =
                Files.writeString(temporary.resolve("module-info.java"), "module " + MODULE + " { " + requires + "}");
        Path module = temporary.resolve("module");
        Path source = BuiltModules.root()
                .resolve("examples/kms-and-sdk/src/main/java")
                .resolve(PROGRAM.replace('.', '/') + ".java");
        int status = ToolProvider.getSystemJavaCompiler()
                .run(
                        null,
                        null,
                        null,
                        "-p",
                        joined(jars),
                        "-d",
                        module.toString(),
                        descriptor.toString(),
                        source.toString());
        assertThat(status).isZero();
        return module;
    }

    private static String joined(List<Path> paths) {
        return paths.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
    }
}
