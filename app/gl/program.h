// Shader programs, compiled from sources that are embedded in the executable.
#pragma once

#include <stdexcept>
#include <string_view>

namespace convscope::gl {

/// OpenGL does not support what the program needs; what() is a sentence with the driver's message.
class Error : public std::runtime_error {
    using std::runtime_error::runtime_error;
};

/// The source text of shaders/NAME; empty for an unknown name.
std::string_view embedded_shader(std::string_view name);

/// A linked vertex and fragment shader. Needs a current OpenGL context.
class Program {
  public:
    /// `vertex` and `fragment` are names of files in shaders/. Throws Error.
    Program(std::string_view vertex, std::string_view fragment);
    ~Program();
    Program(const Program&) = delete;
    Program& operator=(const Program&) = delete;

    void use() const;
    void set(const char* uniform, int value) const;
    void set(const char* uniform, float value) const;
    void set(const char* uniform, float x, float y) const;
    void set(const char* uniform, float x, float y, float z, float w) const;

  private:
    unsigned id_ = 0;
};

}  // namespace convscope::gl
