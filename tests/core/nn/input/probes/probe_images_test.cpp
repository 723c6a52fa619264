// The images with which the preprocessing is guessed: complete, different, and light or dark at the border as intended.
#include "core/nn/input/probes/probe_images.h"

#include <doctest/doctest.h>

#include <algorithm>

#include "core/nn/model/preprocessing.h"

namespace convscope::nn {

namespace {

/// Checks that the images show `things` things, that the first images show each thing once, and that all images differ.
void check_set(const std::vector<ProbeImage>& probes, std::size_t things, Size size) {
    REQUIRE(probes.size() >= 2 * things);
    CHECK(probes.size() % things == 0);
    for (std::size_t i = 0; i < probes.size(); ++i) {
        CAPTURE(i);
        CHECK(probes[i].thing == i % things);
        CHECK(probes[i].picture.size() == size);
        for (std::size_t other = 0; other < i; ++other)
            CHECK_FALSE(
                std::ranges::equal(probes[i].picture.planes[0].bytes(), probes[other].picture.planes[0].bytes()));
    }
}

/// The sum of a plane's values times their column or row, divided by the sum of the values.
double centre(const Plane& plane, bool across) {
    double sum = 0, moment = 0;
    for (int r = 0; r < plane.rows(); ++r)
        for (int c = 0; c < plane.cols(); ++c) {
            sum += plane.at(r, c);
            moment += (across ? c : r) * double{plane.at(r, c)};
        }
    return moment / sum;
}

}  // namespace

TEST_CASE("the drawn digits are light on black and have their centre in the middle") {
    check_set(digit_probes(), 10, {28, 28});
    for (const ProbeImage& probe : digit_probes()) {
        CAPTURE(probe.thing);
        REQUIRE(probe.picture.is_grey());
        CHECK_FALSE(is_inverted(probe.picture, {.inversion = Inversion::automatic}));
        CHECK(centre(probe.picture.planes[0], true) == doctest::Approx(13.5).epsilon(0.05));
        CHECK(centre(probe.picture.planes[0], false) == doctest::Approx(13.5).epsilon(0.05));
    }
}

TEST_CASE("the garments are light on black") {
    check_set(garment_probes(), 10, {28, 28});
    for (const ProbeImage& probe : garment_probes())
        CHECK_FALSE(is_inverted(probe.picture, {.inversion = Inversion::automatic}));
    // The second round has the mirror images with 0.7 of the brightness.
    const Plane& trouser = garment_probes()[1].picture.planes[0];
    const Plane& mirrored = garment_probes()[11].picture.planes[0];
    CHECK(mirrored.at(14, 10) == doctest::Approx(0.7 * trouser.at(14, 17)).epsilon(0.01));
}

TEST_CASE("the scenes are in colour") {
    check_set(scene_probes(), 5, {48, 48});
    for (const ProbeImage& probe : scene_probes()) {
        REQUIRE(probe.picture.planes.size() == 3);
        CHECK_FALSE(std::ranges::equal(probe.picture.planes[0].bytes(), probe.picture.planes[2].bytes()));
    }
}

}  // namespace convscope::nn
