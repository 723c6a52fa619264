#include "app/document/document.h"

#include <doctest/doctest.h>

#include "core/filter/kernel.h"
#include "tests/app/document/documents.h"

namespace convscope {

TEST_CASE("the first document finds vertical edges with 2x2 max pooling; its second filter is for horizontal edges") {
    const Document document = initial_document();
    const FilterSettings first = document.lab.settings(0);
    CHECK(first.kernel == Kernel{3, {-1, 0, 1, -2, 0, 2, -1, 0, 1}});
    CHECK(document.lab.settings(1).kernel == Kernel{3, {-1, -2, -1, 0, 0, 0, 1, 2, 1}});
    CHECK(first.weight == 1);
    CHECK(first.bias == 0);
    CHECK(first.stride == 1);
    CHECK(first.dilation == 1);
    CHECK(first.border == Border::valid);
    CHECK(first.activation == Activation::none);
    CHECK(first.pooling == Pooling::max);
    CHECK(first.pool_size == 2);
    CHECK(document.lab.count == 1);
    CHECK(document.picture.picture.planes.empty());
    CHECK(document.lab_view.camera.fitted);
    CHECK_FALSE(document.lab_view.pinned);
}

TEST_CASE("settings() of a filter contains the filter's values and the settings that all filters share") {
    const Lab lab = unusual_document().lab;
    for (const int which : {0, 1}) {
        const FilterSettings s = lab.settings(which);
        CHECK(s.kernel == lab.filters.at(static_cast<std::size_t>(which)).kernel);
        CHECK(s.weight == lab.filters.at(static_cast<std::size_t>(which)).weight);
        CHECK(s.bias == lab.filters.at(static_cast<std::size_t>(which)).bias);
        CHECK(s.stride == 3);
        CHECK(s.dilation == 4);
        CHECK(s.border == Border::replicate);
        CHECK(s.activation == Activation::absolute);
        CHECK(s.pooling == Pooling::average);
        CHECK(s.pool_size == 4);
    }
    CHECK(lab.count == 2);
}

TEST_CASE("pictures are equal if they share their pixels and have the same file") {
    const OpenPicture picture = plain_picture("/a/stairs.png", {4, 5}, 3);
    OpenPicture other = picture;
    CHECK(other == picture);
    other.file = "/b/stairs.png";
    CHECK(other != picture);
    CHECK(plain_picture("/a/stairs.png", {4, 5}, 3) != picture);
    other = picture;
    other.picture.planes.pop_back();
    CHECK(other != picture);
    other = picture;
    other.is_sample = true;
    CHECK(other != picture);
}

TEST_CASE("a picture's name has no folders, and a sample's name has no extension either") {
    CHECK(plain_picture("/a/b/my stairs.jpeg", {1, 1}).name() == "my stairs.jpeg");
    OpenPicture sample = plain_picture("staircase", {1, 1});
    sample.is_sample = true;
    CHECK(sample.name() == "staircase");
}

}  // namespace convscope
