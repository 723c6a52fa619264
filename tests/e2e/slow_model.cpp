// Writes a model whose only large layer takes many seconds for one picture: slow_model FILE.h5
#include <cstdio>
#include <exception>

#include "core/io/model_file.h"
#include "tests/support/sample_models.h"

int main(int argc, char** argv) {
    using namespace convscope;
    if (argc != 2) {
        std::fputs("slow_model: call it as slow_model FILE.h5\n", stderr);
        return 1;
    }
    try {
        nn::ModelBuilder builder;
        builder.input("in", {1200, 1200, 1});
        // 23 thousand products for each of 35 million values.
        builder.add("slow", samples::conv({.filters = 32, .window = {.rows = 151, .cols = 151}}));
        builder.add("mean", samples::layer<nn::GlobalAveragePooling2D>(false));
        builder.add("dense", samples::layer<nn::Dense>(nn::Dense::Parameters{3, true, samples::kSoftmax}));
        save_model(argv[1], samples::with_numbers(builder.build(), 1));
        return 0;
    } catch (const std::exception& error) {
        std::fprintf(stderr, "slow_model: %s\n", error.what());
        return 1;
    }
}
