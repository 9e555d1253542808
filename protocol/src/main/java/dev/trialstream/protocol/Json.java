package dev.trialstream.protocol;

import com.fasterxml.jackson.annotation.JsonInclude;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.cfg.MapperBuilder;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.dataformat.yaml.YAMLFactory;
import tools.jackson.dataformat.yaml.YAMLMapper;
import tools.jackson.dataformat.yaml.YAMLSchema;

/** JSON and YAML of this project: snake case, declaration order, absent instead of null. */
public final class Json {
    /** Limits on untrusted input. */
    private static final StreamReadConstraints BOUNDS = StreamReadConstraints.builder()
            .maxNestingDepth(64)
            .maxDocumentLength(10_000_000)
            .maxStringLength(1_000_000)
            .build();

    private static final JsonMapper JSON = configure(JsonMapper.builder(
                    JsonFactory.builder().streamReadConstraints(BOUNDS).build()))
            .build();
    private static final YAMLMapper YAML = configure(YAMLMapper.builder(YAMLFactory.builder()
                    // 1e-5 is a number and "01" a text
                    .yamlSchema(YAMLSchema.CORE)
                    .streamReadConstraints(BOUNDS)
                    .build()))
            .build();

    private Json() {}

    public static JsonMapper json() {
        return JSON;
    }

    public static YAMLMapper yaml() {
        return YAML;
    }

    private static <M extends tools.jackson.databind.ObjectMapper, B extends MapperBuilder<M, B>> B configure(
            B builder) {
        return builder.addModule(Durations.module())
                .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
                .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
                .disable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
                .changeDefaultPropertyInclusion(
                        inclusion -> inclusion.withValueInclusion(JsonInclude.Include.NON_NULL));
    }
}
