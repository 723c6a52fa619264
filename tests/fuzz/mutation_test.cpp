// Changes small valid files in many ways: each reader must accept the result or throw a LoadError.
#include <doctest/doctest.h>

#include <functional>
#include <random>
#include <string>

#include "core/io/keras/h5.h"
#include "core/io/keras/write/write_config.h"
#include "tests/fuzz/png_checksums.h"
#include "tests/fuzz/readers.h"
#include "tests/support/coded_pictures.h"
#include "tests/support/idx_files.h"
#include "tests/support/keras_copies.h"
#include "tests/support/sample_models.h"
#include "tests/support/sample_pictures.h"
#include "tests/support/temporary_folder.h"
#include "tests/support/tflite_files.h"

using namespace convscope;

namespace {

using Reader = std::function<bool(const Bytes&)>;

void flip_every_bit(const Bytes& whole, const Reader& read) {
    for (std::size_t i = 0; i < whole.size() * 8; ++i) {
        Bytes damaged = whole;
        damaged[i / 8] = byte(damaged[i / 8] ^ 1U << i % 8);
        CHECK_NOTHROW(read(damaged));
    }
}

void cut_everywhere(const Bytes& whole, const Reader& read) {
    for (std::size_t length = 0; length < whole.size(); ++length)
        CHECK_NOTHROW(read(Bytes(whole.begin(), whole.begin() + static_cast<std::ptrdiff_t>(length))));
}

/// Changes several bytes at once, often to values that are critical for sizes and counts.
void scramble(const Bytes& whole, const Reader& read, int rounds) {
    std::mt19937 random(20240611);
    const Bytes extremes{0, 1, 0x7F, 0x80, 0xFF, '-', '9', '\n'};
    for (int round = 0; round < rounds; ++round) {
        Bytes damaged = whole;
        for (std::size_t changes = 1 + random() % 6; changes > 0; --changes) {
            const std::size_t position = random() % damaged.size();
            if (random() % 8 == 0)
                damaged.erase(damaged.begin() + static_cast<std::ptrdiff_t>(position));
            else
                damaged[position] = random() % 2 == 0 ? extremes[random() % extremes.size()] : byte(random());
            if (damaged.empty()) damaged.push_back(0);
        }
        CHECK_NOTHROW(read(damaged));
    }
}

void damage(const Bytes& whole, const Reader& read, int rounds) {
    REQUIRE(read(whole));
    flip_every_bit(whole, read);
    cut_everywhere(whole, read);
    scramble(whole, read, rounds);
}

/// Cuts the file after every hundredth of its length, then scrambles it. For slow readers, which start a process each
/// time.
void damage_in_parts(const Bytes& whole, const Reader& read) {
    REQUIRE(read(whole));
    for (std::size_t percent = 0; percent < 100; ++percent) {
        const auto length = static_cast<std::ptrdiff_t>(whole.size() * percent / 100);
        CHECK_NOTHROW(read(Bytes(whole.begin(), whole.begin() + length)));
    }
    scramble(whole, read, 300);
}

Bytes ramp(std::size_t count) {
    Bytes bytes(count);
    for (std::size_t i = 0; i < count; ++i) bytes[i] = byte(i * 37);
    return bytes;
}

}  // namespace

TEST_CASE("damaged pictures are opened or refused with a LoadError") {
    constexpr int kRounds = 400;
    const Bytes jpeg = samples::with_orientation(samples::jpeg(9, 5, 3, ramp(135)), 6, true);
    const Bytes wide = samples::psd(3, 2, 16, ramp(36));
    const Bytes runs = samples::hdr(8, 1, {2, 2, 0, 8, 136, 128, 136, 64, 136, 0, 136, 129});
    Bytes palette;
    samples::put_chunk(palette, "PLTE", ramp(9));
    samples::put_chunk(palette, "eXIf", samples::exif_block(6));
    Bytes runs_of_bmp = samples::bmp(4, 1, {2, 1, 1, 0, 0, 4, 0, 1, 2, 0, 0, 1}, false);
    runs_of_bmp[28] = 8;  // bits per pixel
    runs_of_bmp[30] = 1;  // run lengths
    Bytes palette_of_tga{0, 1, 1, 2, 0, 2, 0, 24, 0, 0, 0, 0, 3, 0, 1, 0, 8, 0x10};
    put(palette_of_tga, Bytes{1, 2, 3, 4, 5, 6, 2, 3, 2});
    struct Sample {
        const char* name;
        Bytes bytes;
    };
    const Sample pictures[] = {
        {"PNG", samples::png(5, 4, 4, ramp(80))},
        {"PNG 16 bit", samples::raw_png(2, 1, 16, 2, ramp(13))},
        {"JPEG", jpeg},
        {"BMP", samples::bmp(4, 3, ramp(36), false)},
        {"TGA", samples::tga(3, 2, ramp(18), true)},
        {"GIF", samples::gif(4, 3, 3, Bytes(6, 2), ramp(12), 1, 3)},
        {"PSD", samples::psd(3, 2, 8, ramp(18))},
        {"PSD 16 bit", wide},
        {"HDR", samples::hdr(3, 1, ramp(12))},
        {"HDR runs", runs},
        {"PNG palette", samples::raw_png(3, 1, 8, 3, {0, 0, 1, 2}, palette)},
        {"BMP runs", runs_of_bmp},
        {"TGA palette", palette_of_tga},
        {"PNM binary", text_bytes("P6 2 1 255\nabcdef")},
        {"PNM text", text_bytes("P3 # comment\n2 1 15 0 1 2 3 4 15")},
        {"PNM bits", text_bytes("P1 3 2 101010")},
    };
    for (const Sample& picture : pictures) {
        CAPTURE(picture.name);
        damage(
            picture.bytes,
            [](const Bytes& b) {
                read_picture(with_png_checksums(b));
                return read_picture(b);
            },
            kRounds);
    }
}

TEST_CASE("damaged WebP and TIFF pictures are opened or refused with a LoadError") {
    constexpr int kRounds = 400;
    const samples::Tiff rgb{.cols = 3, .rows = 2, .channels = 3, .photometric = PHOTOMETRIC_RGB};
    const samples::Tiff palette{
        .cols = 3, .rows = 2, .photometric = PHOTOMETRIC_PALETTE, .compression = COMPRESSION_LZW, .palette = ramp(60)};
    const samples::Tiff tiles{.cols = 3,
                              .rows = 2,
                              .bits = 32,
                              .format = SAMPLEFORMAT_IEEEFP,
                              .compression = COMPRESSION_ADOBE_DEFLATE,
                              .orientation = 6,
                              .tile = 16};
    for (const Bytes& whole : {samples::webp(3, 2, 4, ramp(24)), samples::webp_with_orientation(3, 2, ramp(18), 6),
                               samples::webp_animation(4, 2, {ramp(12), ramp(12)}), samples::tiff_file(rgb, ramp(18)),
                               samples::tiff_file(palette, Bytes(6, 3)), samples::tiff_file(tiles, Bytes(24, 0))})
        damage(
            whole, [](const Bytes& b) { return read_picture(b); }, kRounds);
}

TEST_CASE("damaged HEIC and AVIF pictures are opened or refused with a LoadError") {
    for (const bool avif : {false, true}) {
        if (!samples::has_heif_encoder(avif)) continue;
        const Bytes whole = samples::heif({.avif = avif, .alpha = true}, [](int row, int col) {
            return std::vector<int>{row * 4, col * 4, 90, 200};
        });
        damage_in_parts(whole, [](const Bytes& b) { return read_picture(b); });
    }
}

TEST_CASE("damaged arrays are opened or refused with a LoadError") {
    const std::string header = "{'descr': '>f8', 'fortran_order': True, 'shape': (2, 3), }\n";
    Bytes array = text_bytes(std::string("\x93NUMPY\x01\0", 8));
    put_le16(array, header.size());
    put(array, header);
    put(array, ramp(48));
    damage(
        array, [](const Bytes& b) { return read_npy(b); }, 3000);
}

TEST_CASE("damaged filters are read or refused with a LoadError") {
    const char* const texts[] = {"-1,0,1;-2,0,2;-1,0,1", "1 2 1\n2 4 2\n1 2 1",
                                 "np.array([[0, 1/9, 0], [1, -4, 1.5e2], [0, 1, 0]])",
                                 "float k[3][3] = {{1, 2.f, 3}, {4, 5, 6}, {7, 8, 9}};"};
    for (const char* text : texts)
        damage(
            text_bytes(text), [](const Bytes& b) { return read_kernel(b); }, 3000);
}

TEST_CASE("damaged IDX files are opened or refused with a LoadError") {
    const Bytes plain = samples::idx({2, 3, 4}, ramp(24));
    for (const Bytes& whole : {plain, samples::gzipped(plain)})
        damage(
            whole, [](const Bytes& b) { return read_idx(b); }, 3000);
}

TEST_CASE("damaged Keras configurations are opened or refused with a LoadError") {
    const auto read = [](const Bytes& b) { return read_keras_json(b); };
    damage(text_bytes(keras::write_config(samples::small_course())), read, 3000);
    const Bytes graph = text_bytes(keras::write_config(samples::every_kind()));
    REQUIRE(read(graph));
    scramble(graph, read, 500);
}

// h5_damage_test.cpp changes single bytes of such a file; here several bytes change at once.
TEST_CASE("damaged Keras models are opened or refused with a LoadError") {
    const TemporaryFolder folder;
    keras::save_h5(folder / "m.h5", samples::small_course());
    const Bytes whole = text_bytes(content_of(folder / "m.h5"));
    const auto read = [](const Bytes& b) { return read_keras_h5(b); };
    REQUIRE(read(whole));
    scramble(whole, read, 300);
}

TEST_CASE("damaged archives and weights of Keras are opened or refused with a LoadError") {
    const TemporaryFolder folder;
    const nn::Model model = samples::small_course();
    const Bytes archive = samples::keras_archive(model, folder / "weights.h5");
    damage_in_parts(archive, [](const Bytes& b) { return read_keras_zip(b); });
    // The archive's weights are a separate HDF5 file.
    const Bytes weights = text_bytes(content_of(folder / "weights.h5"));
    damage_in_parts(weights, [](const Bytes& b) { return read_keras_weights(b); });
}

TEST_CASE("damaged zip archives with a model are opened or refused with a LoadError") {
    for (const char* name : {"stored", "packed"})
        damage_in_parts(text_bytes(content_of(std::string(CONVSCOPE_FUZZ_CORPUS) + "/archive/" + name + ".zip")),
                        [](const Bytes& b) { return read_archive(b); });
}

TEST_CASE("damaged labels are read or refused with a LoadError") {
    for (const char* name :
         {"lines.txt", "numbered.txt", "table.csv", "index.json", "list.json", "data.yaml", "names.yaml", "wide.txt"}) {
        CAPTURE(name);
        damage(
            text_bytes(content_of(std::string(CONVSCOPE_FUZZ_CORPUS) + "/labels/" + name)),
            [](const Bytes& b) { return read_labels(b); }, 500);
    }
}

TEST_CASE("damaged TensorFlow.js models are opened or refused with a LoadError") {
    std::string text = samples::tfjs_files(samples::small_course()).first;
    const std::size_t values = static_cast<std::size_t>(nn::parameter_count(samples::small_course()));
    // read_tfjs() provides a file of weights that is longer than the model needs; an additional weight takes the rest.
    const std::string additional =
        R"({"name":"rest","dtype":"uint8","shape":[)" + std::to_string(65536 - 4 * values) + "]}";
    text.insert(text.rfind("]}]"), "," + additional);
    const auto read = [](const Bytes& b) { return read_tfjs(b); };
    damage_in_parts(text_bytes(text), read);
    flip_every_bit(text_bytes(text), read);
}

TEST_CASE("damaged ONNX models are opened or refused with a LoadError") {
    const auto read = [](const Bytes& b) { return read_onnx(b); };
    for (const char* name :
         {"plain", "channels_last", "flatten_by_shape", "first_opset", "arithmetic", "typed_data", "class_index"}) {
        CAPTURE(name);
        const Bytes whole = text_bytes(content_of(std::string(CONVSCOPE_TEST_DATA) + "/onnx/" + name + ".onnx"));
        REQUIRE(read(whole));
        cut_everywhere(whole, read);
        scramble(whole, read, 1500);
    }
    const Bytes whole = text_bytes(content_of(std::string(CONVSCOPE_TEST_DATA) + "/onnx/bias_added.onnx"));
    damage(whole, read, 500);
}

TEST_CASE("damaged TensorFlow Lite models are opened or refused with a LoadError") {
    const auto read = [](const Bytes& b) { return read_tflite(b); };
    damage(samples::small_tflite(), read, 3000);
}

TEST_CASE("damaged graph models of TensorFlow.js are opened or refused with a LoadError") {
    const Bytes whole =
        text_bytes(content_of(std::string(CONVSCOPE_TEST_DATA) + "/../fuzz/corpus/tfjs_graph/classifier"));
    damage(
        whole, [](const Bytes& b) { return read_tfjs_graph(b); }, 3000);
}
