package dev.itemseal.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.itemseal.integration.BareJvm.Outcome;
import dev.itemseal.testkit.LocalKms;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A user's program with DynamoDB and KMS, on the class path that Maven gives it. */
class KmsAndSdkExampleTest {

    private static final Pattern ROW = Pattern.compile(
            "^\\| \\[kms-and-sdk\\]\\(\\.\\./examples/kms-and-sdk\\) \\| .* \\| (\\d+) \\| ([\\d,]+) KB \\|$",
            Pattern.MULTILINE);

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
    void storesEncrypted() throws Exception {
        try (LocalKms kms = LocalKms.builder().region("eu-west-1").start()) {
            Outcome outcome = new BareJvm()
                    .classPath(classPath)
                    .with("-Daws.region=" + kms.region(), "-Daws.accessKeyId=local", "-Daws.secretAccessKey=local")
                    .with("-Daws.endpointUrlKms=" + kms.endpoint())
                    .with("-Daws.endpointUrlDynamoDb=" + LocalDynamoDb.endpoint())
                    .with("dev.itemseal.examples.aws.EncryptedUsers", ClientFixtures.createUsers())
                    .with(kms.createKey())
                    .run();

            assertThat(outcome.status()).as(outcome.output()).isZero();
            assertThat(outcome.output()).contains("stored: B", "came back: N").doesNotContain("84.95");
            assertThat(kms.calls()).isEqualTo(2);
        }
    }
}
