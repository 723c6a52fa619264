// `convscope filter` on a small picture in a temporary folder.
#pragma once

#include <doctest/doctest.h>

#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "core/io/npy/npy.h"
#include "tests/app/cli/run.h"
#include "tests/support/temporary_folder.h"

namespace convscope {

/// The course's worked example and its pooling figure.
inline const std::string kPatch = "P2 3 3 255\n0 64 128\n48 192 144\n142 226 168\n";
inline const std::string kExample = "-1,0,-2;.5,4.5,-1.5;1.5,2,-3";
inline const std::string kPoolingFigure = "P2 4 4 255\n0 64 128 128\n48 192 144 144\n142 226 168 0\n255 0 0 64\n";

using Arguments = std::vector<std::string>;

/// Runs `convscope filter IN ARGUMENTS...` on a picture given as PGM or PPM text.
struct Lab {
    TemporaryFolder folder;
    std::string in, npy, png;

    explicit Lab(const std::string& pnm)
        : in(folder.write("in.pgm", pnm).string()),
          npy((folder / "out.npy").string()),
          png((folder / "out.png").string()) {}

    Run operator()(const Arguments& arguments) const {
        Arguments all{"filter", in};
        all.insert(all.end(), arguments.begin(), arguments.end());
        return run(all);
    }
    nlohmann::json json(Arguments arguments) const {
        arguments.emplace_back("--json");
        const Run r = (*this)(arguments);
        REQUIRE(r.code() == kExitSuccess);
        return nlohmann::json::parse(r.out);
    }
    /// The values of the .npy file that the command writes with these arguments.
    std::vector<float> values(Arguments arguments) const {
        arguments.insert(arguments.end(), {"-o", npy});
        const Run r = (*this)(arguments);
        CHECK(r.err == "");
        REQUIRE(r.code() == kExitSuccess);
        return load_npy(npy).values;
    }
};

}  // namespace convscope
