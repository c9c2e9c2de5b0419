package dev.itemseal.integration;

import static dev.itemseal.integration.BuiltModules.API;
import static dev.itemseal.integration.BuiltModules.ENGINE;
import static dev.itemseal.integration.BuiltModules.WRAPPED;
import static org.assertj.core.api.Assertions.assertThat;

import dev.itemseal.embedding.Embedding;
import dev.itemseal.integration.BareJvm.Outcome;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;
import javax.tools.ToolProvider;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A user's program with api, crypto-engine and materials-wrapped and not one jar more, on every kind of path. */
class EmbeddingTest {

    private static final String PROGRAM = Embedding.class.getName();
    private static final String ON_THE_CLASS_PATH =
            "encrypted and back, engine in the unnamed module, provider in the unnamed module";
    private static final String ON_THE_MODULE_PATH =
            "encrypted and back, engine in " + ENGINE + ", provider in " + WRAPPED;
    private static final String MISSING_BOUNCY_CASTLE = "org.bouncycastle:bcprov-jdk18on";

    @TempDir
    private static Path temporary;

    /** The program alone, without a descriptor. */
    private static Path plain;

    /** The program as a module that requires the engine and nothing else. */
    private static Path module;

    private static String[] pemArguments;

    @BeforeAll
    static void prepare() throws IOException, GeneralSecurityException {
        plain = copyOfTheProgram(temporary.resolve("plain"));
        module = copyOfTheProgram(temporary.resolve("module"));
        compileDescriptor("module dev.itemseal.embedding { requires dev.itemseal.engine; }", module);
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(256);
        KeyPair pair = generator.generateKeyPair();
        pemArguments = new String[] {"pem", pem("PRIVATE", pair.getPrivate()), pem("PUBLIC", pair.getPublic())};
    }

    @Test
    void runsOnTheClassPath() throws Exception {
        Outcome outcome = new BareJvm()
                .classPath(and(plain, BuiltModules.paths(API, ENGINE, WRAPPED)))
                .with(PROGRAM, "round-trip")
                .run();

        assertThat(outcome).isEqualTo(new Outcome(0, ON_THE_CLASS_PATH));
    }

    @Test
    void runsOnTheModulePath() throws Exception { // the provider's module is found though nobody requires it
        Outcome outcome = new BareJvm()
                .modulePath(and(module, BuiltModules.paths(API, ENGINE, WRAPPED)))
                .with("-m", "dev.itemseal.embedding/" + PROGRAM, "round-trip")
                .run();

        assertThat(outcome).isEqualTo(new Outcome(0, ON_THE_MODULE_PATH));
    }

    @Test
    void runsAsAnOrdinaryProgramWithOurModules() throws Exception {
        Outcome outcome = new BareJvm()
                .modulePath(BuiltModules.paths(API, ENGINE, WRAPPED))
                .with("--add-modules", ENGINE)
                .classPath(List.of(plain))
                .with(PROGRAM, "round-trip")
                .run();

        assertThat(outcome).isEqualTo(new Outcome(0, ON_THE_MODULE_PATH));
    }

    @Test
    void runsAsAModuleWithTheProviderOnTheClassPath() throws Exception {
        Outcome outcome = new BareJvm()
                .modulePath(and(module, BuiltModules.paths(API, ENGINE)))
                .classPath(BuiltModules.paths(WRAPPED))
                .with("-m", "dev.itemseal.embedding/" + PROGRAM, "round-trip")
                .run();

        assertThat(outcome)
                .isEqualTo(
                        new Outcome(0, "encrypted and back, engine in " + ENGINE + ", provider in the unnamed module"));
    }

    @Test
    void withoutAProviderThePluginIsUnknown() throws Exception {
        Outcome outcome = new BareJvm()
                .modulePath(and(module, BuiltModules.paths(API, ENGINE)))
                .with("-m", "dev.itemseal.embedding/" + PROGRAM, "round-trip")
                .run();

        assertThat(outcome.output()).startsWith("unknown-plugin: ").contains("'wrapped'", "found are []");
    }

    @Test
    void withoutBouncyCastlePemNamesTheArtifactOnTheClassPath() throws Exception { // KEY-10
        Outcome outcome = new BareJvm()
                .classPath(and(plain, BuiltModules.paths(API, ENGINE, WRAPPED)))
                .with(PROGRAM)
                .with(pemArguments)
                .run();

        assertThat(outcome.status()).isZero();
        assertThat(outcome.output()).startsWith("missing-dependency: ").contains(MISSING_BOUNCY_CASTLE);
    }

    @Test
    void withoutBouncyCastlePemNamesTheArtifactOnTheModulePath() throws Exception { // KEY-10
        Outcome outcome = new BareJvm()
                .modulePath(and(module, BuiltModules.paths(API, ENGINE, WRAPPED)))
                .with("-m", "dev.itemseal.embedding/" + PROGRAM)
                .with(pemArguments)
                .run();

        assertThat(outcome.status()).isZero();
        assertThat(outcome.output()).startsWith("missing-dependency: ").contains(MISSING_BOUNCY_CASTLE);
    }

    @Test
    void withBouncyCastlePemWorksOnTheClassPath() throws Exception { // KEY-8
        Outcome outcome = new BareJvm()
                .classPath(and(plain, and(bouncyCastle(), BuiltModules.paths(API, ENGINE, WRAPPED))))
                .with(PROGRAM)
                .with(pemArguments)
                .run();

        assertThat(outcome).isEqualTo(new Outcome(0, ON_THE_CLASS_PATH));
    }

    @Test
    void withBouncyCastlePemWorksOnTheModulePath() throws Exception { // KEY-8; the JDK binds it as a security provider
        Outcome outcome = new BareJvm()
                .modulePath(and(module, and(bouncyCastle(), BuiltModules.paths(API, ENGINE, WRAPPED))))
                .with("-m", "dev.itemseal.embedding/" + PROGRAM)
                .with(pemArguments)
                .run();

        assertThat(outcome).isEqualTo(new Outcome(0, ON_THE_MODULE_PATH));
    }

    private static Path bouncyCastle() {
        return BuiltModules.pathOf(BouncyCastleProvider.class);
    }

    private static List<Path> and(Path one, List<Path> others) {
        List<Path> paths = new ArrayList<>(others);
        paths.add(0, one);
        return paths;
    }

    private static Path copyOfTheProgram(Path directory) throws IOException {
        String file = PROGRAM.replace('.', '/') + ".class";
        Path target = directory.resolve(file);
        Files.createDirectories(target.getParent());
        try (InputStream in = Embedding.class.getClassLoader().getResourceAsStream(file)) {
            Files.copy(in, target);
        }
        return directory;
    }

    private static void compileDescriptor(String source, Path directory) throws IOException {
        Path file = Files.writeString(temporary.resolve("module-info.java"), source);
        String modulePath = BuiltModules.paths(API, ENGINE).stream()
                .map(Path::toString)
                .collect(Collectors.joining(File.pathSeparator));
        int status = ToolProvider.getSystemJavaCompiler()
                .run(null, null, null, "-p", modulePath, "-d", directory.toString(), file.toString());
        assertThat(status).isZero();
    }

    private static String pem(String half, Key key) {
        String label = half + " KEY-----\n";
        return "-----BEGIN " + label + Base64.getMimeEncoder().encodeToString(key.getEncoded()) + "\n-----END " + label;
    }
}
