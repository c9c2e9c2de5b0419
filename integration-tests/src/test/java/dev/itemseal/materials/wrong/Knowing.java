package dev.itemseal.materials.wrong;

import dev.itemseal.engine.StandardItemEncryptor;
import dev.itemseal.vectors.VectorVerifier;
import java.util.ServiceLoader;

/** Breaks rules: materials that know the engine and the vectors, and look for services. */
public record Knowing(StandardItemEncryptor encryptor, VectorVerifier verifier, ServiceLoader<Runnable> services) {}
