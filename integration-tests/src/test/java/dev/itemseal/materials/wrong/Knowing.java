package dev.itemseal.materials.wrong;

import dev.itemseal.engine.StandardItemEncryptor;
import dev.itemseal.testkit.LocalKms;
import dev.itemseal.vectors.VectorVerifier;
import java.util.ServiceLoader;

/** Breaks rules: materials that know the engine, the vectors and the testkit, and look for services. */
public record Knowing(
        StandardItemEncryptor encryptor, VectorVerifier verifier, LocalKms kms, ServiceLoader<Runnable> services) {}
