#include "app/gl/program.h"

#include <glad/gl.h>

#include <array>
#include <string>

namespace convscope::gl {

namespace {

unsigned compile(unsigned kind, std::string_view name) {
    std::string text = "#version 330 core\n";
    if (kind == GL_FRAGMENT_SHADER) text += embedded_shader("colour.glsl");
    text += embedded_shader(name);
    const unsigned shader = glCreateShader(kind);
    const char* source = text.c_str();
    glShaderSource(shader, 1, &source, nullptr);
    glCompileShader(shader);
    int compiled = 0;
    glGetShaderiv(shader, GL_COMPILE_STATUS, &compiled);
    if (compiled != 0) return shader;
    std::array<char, 1024> log{};
    glGetShaderInfoLog(shader, static_cast<int>(log.size()), nullptr, log.data());
    throw Error("The graphics driver cannot compile the shader " + std::string(name) +
                ". Update the driver, or start with LIBGL_ALWAYS_SOFTWARE=1. Its message: " + log.data());
}

}  // namespace

Program::Program(std::string_view vertex, std::string_view fragment) {
    const unsigned v = compile(GL_VERTEX_SHADER, vertex);
    const unsigned f = compile(GL_FRAGMENT_SHADER, fragment);
    id_ = glCreateProgram();
    glAttachShader(id_, v);
    glAttachShader(id_, f);
    glLinkProgram(id_);
    glDeleteShader(v);
    glDeleteShader(f);
    int linked = 0;
    glGetProgramiv(id_, GL_LINK_STATUS, &linked);
    if (linked != 0) return;
    std::array<char, 1024> log{};
    glGetProgramInfoLog(id_, static_cast<int>(log.size()), nullptr, log.data());
    glDeleteProgram(id_);
    throw Error(
        "The graphics driver cannot link the shaders. Update the driver, or start with LIBGL_ALWAYS_SOFTWARE=1. Its "
        "message: " +
        std::string(log.data()));
}

Program::~Program() {
    glDeleteProgram(id_);
}

void Program::use() const {
    glUseProgram(id_);
}
void Program::set(const char* uniform, int value) const {
    glUniform1i(glGetUniformLocation(id_, uniform), value);
}
void Program::set(const char* uniform, float value) const {
    glUniform1f(glGetUniformLocation(id_, uniform), value);
}
void Program::set(const char* uniform, float x, float y) const {
    glUniform2f(glGetUniformLocation(id_, uniform), x, y);
}
void Program::set(const char* uniform, float x, float y, float z, float w) const {
    glUniform4f(glGetUniformLocation(id_, uniform), x, y, z, w);
}

}  // namespace convscope::gl
