package dev.itemseal.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Changes of what the modules export are compared with the last release (profile api-baseline), as soon as there is one. */
class ApiBaselineTest {

    @Test
    void theLastReleaseIsThereToBeComparedWith() {
        Path baseline = BuiltModules.root().resolve("baseline");
        assumeThat(baseline)
                .as("no release has left a baseline yet, so changes of the API are not checked (docs/releasing.md)")
                .exists();

        assertThat(baseline).isDirectoryContaining("glob:**itemseal-api.jar");
    }
}
