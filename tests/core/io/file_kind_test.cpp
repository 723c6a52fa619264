// Files are recognised by the content of their heads.
#include "core/io/file_kind.h"

#include <doctest/doctest.h>
#include <sys/stat.h>

#include "core/io/keras/h5.h"
#include "core/io/npy/npy.h"
#include "core/io/onnx/write_model.h"
#include "tests/support/sample_models.h"
#include "tests/support/sample_pictures.h"
#include "tests/support/temporary_folder.h"

namespace convscope {

namespace {

namespace fs = std::filesystem;

const fs::path kData = CONVSCOPE_TEST_DATA;
const fs::path kAssets = CONVSCOPE_TEST_ASSETS;

FileKind kind_of(std::string_view text, const fs::path& name = "file") {
    return file_kind({reinterpret_cast<const std::uint8_t*>(text.data()), text.size()}, name);
}

}  // namespace

TEST_CASE("models are recognised by their content, not by their names") {
    const TemporaryFolder folder;
    keras::save_h5(folder / "m.png", samples::small_course(3));
    CHECK(file_kind(folder / "m.png") == FileKind::hdf5);
    onnx::save_model(folder / "m.txt", samples::small_course(3));
    CHECK(file_kind(folder / "m.txt") == FileKind::onnx);
    CHECK(file_kind(kData / "keras/archive_3/model.keras") == FileKind::zip);
    CHECK(file_kind(kData / "keras/two_files/model.json") == FileKind::keras_layers);
    CHECK(file_kind(kData / "keras/two_files/weights.h5") == FileKind::hdf5);
    CHECK(file_kind(kData / "tfjs/saved/model.json") == FileKind::tfjs);
    for (const FileKind kind : {FileKind::hdf5, FileKind::onnx, FileKind::zip, FileKind::keras_layers, FileKind::tfjs})
        CHECK(is_model(kind));
    for (const FileKind kind : {FileKind::missing, FileKind::folder, FileKind::session, FileKind::numpy,
                                FileKind::picture, FileKind::labels, FileKind::foreign, FileKind::unknown})
        CHECK_FALSE(is_model(kind));
}

TEST_CASE("JSON is recognised by its keys as a session, a TensorFlow.js model, Keras's layers or labels") {
    CHECK(kind_of(R"({"convscope_session": 99})", "newer.json") == FileKind::session);
    CHECK(kind_of(R"({"convscope_session": 1, "class_name": )", "cut.json") == FileKind::session);
    CHECK(kind_of(R"( {"modelTopology": {"class_name": "Sequential"}})", "m.json") == FileKind::tfjs);
    CHECK(kind_of(R"([{"weightsManifest": []}])", "m.json") == FileKind::tfjs);
    CHECK(kind_of("\n"
                  R"({"class_name": "Sequential"})",
                  "m.json") == FileKind::keras_layers);
    CHECK(kind_of(R"({"version": 1})", "other.json") == FileKind::labels);
    CHECK(kind_of("convscope_session", "text.json") == FileKind::labels);
    CHECK(kind_of(R"({"a": ")" + std::string(300, 'a') + R"(", "convscope_session": 1})", "late.json") ==
          FileKind::labels);
}

TEST_CASE("pictures of every readable format are recognised") {
    const Bytes all[] = {samples::png(1, 1, 1, {7}),
                         samples::jpeg(1, 1, 1, {7}),
                         samples::bmp(4, 1, Bytes(12, 1), false),
                         samples::tga(1, 1, {1, 2, 3}, false),
                         samples::gif(1, 1, 1, {0}, Bytes(12, 1), -1, 0),
                         text_bytes("P5 1 1 255\nx"),
                         samples::psd(1, 1, 8, {1, 2, 3}),
                         samples::hdr(1, 1, {1, 2, 3, 4})};
    for (const Bytes& bytes : all) CHECK(file_kind(bytes, "any.txt") == FileKind::picture);
    using namespace std::string_view_literals;
    const std::string_view heads[] = {"RIFF\x24\0\0\0WEBPVP8 "sv, "\0\0\0\x1C\x66typavif\0\0\0\0mif1avifmiaf"sv,
                                      "\0\0\0\x18\x66typheic\0\0\0\0mif1heic"sv, "II*\0\x08\0\0\0\x0B\0"sv,
                                      "MM\0*\0\0\0\x08\0\x0B"sv};
    for (const std::string_view head : heads) CHECK(kind_of(head, "any.txt") == FileKind::picture);
    CHECK(file_kind(kAssets / "pictures/dot.png") == FileKind::picture);
    CHECK(kind_of("this is no picture", "text.png") == FileKind::unknown);
}

TEST_CASE("text is recognised as labels unless its name has the ending of another kind") {
    for (const char* name : {"a", "a.txt", "a.csv", "a.tsv", "a.json", "a.names", "a.labels", "a.yaml", "a.yml"})
        CHECK(kind_of("cat\ndog", name) == FileKind::labels);
    CHECK(kind_of("import numpy", "a.py") == FileKind::unknown);
    CHECK(kind_of(std::string_view("cat\0dog", 7), "a.txt") == FileKind::unknown);
    CHECK(kind_of(std::string_view("\xff\xfe\x63\0\x61\0\x74\0", 8), "a.txt") == FileKind::labels);
    CHECK(kind_of("Papier \xe4\n", "a.txt") == FileKind::labels);
    CHECK(kind_of("P2 2 2 255 1 2 3 4", "a.txt") == FileKind::picture);
}

TEST_CASE("arrays, folders and missing files are recognised; a pipe and an incomplete head are unknown") {
    const TemporaryFolder folder;
    save_npy(folder / "a.png", NpyArray{{1}, {2}});
    CHECK(file_kind(folder / "a.png") == FileKind::numpy);
    CHECK(file_kind(folder.path()) == FileKind::folder);
    CHECK(file_kind(folder / "missing.png") == FileKind::missing);
    CHECK(file_kind(fs::path()) == FileKind::missing);
    CHECK(file_kind(folder.write("empty.txt", "")) == FileKind::unknown);
    REQUIRE(::mkfifo((folder / "pipe").c_str(), 0600) == 0);
    CHECK(file_kind(folder / "pipe") == FileKind::unknown);
    CHECK(kind_of("\x89HDF\r\n\x1a\n") == FileKind::hdf5);
    CHECK(kind_of("\x89HDF", "cut.h5") == FileKind::unknown);
    CHECK(kind_of("") == FileKind::unknown);
}

}  // namespace convscope
